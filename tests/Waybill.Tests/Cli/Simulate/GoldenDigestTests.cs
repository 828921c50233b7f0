using Waybill.Cli.Simulate;
using Waybill.Sim;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

/// <summary>
/// Digests of worlds, kept in a file: they change only with the simulator, never with the machine. Set
/// WAYBILL_UPDATE_GOLDEN=1 to write new ones, and say why in the commit.
/// </summary>
public sealed class GoldenDigestTests
{
    private static readonly string GoldenFile = Repository.PathOf("tests", "Waybill.Tests", "Golden", "simulate.txt");

    private static readonly (string Name, SimulateOptions Options)[] Worlds =
    [
        ("messy, 3 days, scale 0.5", new() { Days = 3, Scale = 0.5m, Faults = "messy" }),
        ("hostile, 2 days, scale 1, seed 7", new() { Days = 2, Faults = "hostile", Seed = 7 }),
        ("none, 2 days, cells 1-2 of scale 1, from 2027-12-31", new()
        {
            Days = 2,
            Faults = "none",
            Cells = new CellRange(1, 2),
            StartDate = new DateOnly(2027, 12, 31),
        }),
        ("cold_chain, hostile, 3 days, cells 0-0 of scale 0.5", new()
        {
            Days = 3,
            Scale = 0.5m,
            Cells = new CellRange(0, 0),
            Faults = "hostile",
            Scenario = "cold_chain",
        }),
    ];

    [Fact, Long]
    public void Worlds_have_the_digests_that_they_always_had()
    {
        string[] lines = [.. Worlds.Select(world => $"{Digest(world.Options)}  {world.Name}")];

        if (Environment.GetEnvironmentVariable("WAYBILL_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(GoldenFile, string.Join('\n', lines) + "\n");
        }

        Assert.Equal(File.ReadAllLines(GoldenFile), lines);
    }

    /// <summary>The digest covers the Parquet truth as well only where DuckDB's bytes are the same: the ledger level is.</summary>
    private static string Digest(SimulateOptions options)
    {
        string root = Directory.CreateTempSubdirectory("waybill-golden-").FullName;
        try
        {
            return SimulateJob.Run(root, options with { Truth = TruthLevel.Ledger }).Digest;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
