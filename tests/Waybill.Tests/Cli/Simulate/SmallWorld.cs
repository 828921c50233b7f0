using Waybill.Cli.Simulate;
using Waybill.Events.Hashing;

namespace Waybill.Tests.Cli.Simulate;

/// <summary>A workspace of its own with a small world that has everything: few orders, short lives, many faults.</summary>
internal sealed class SmallWorld : IDisposable
{
    private const string ScenarioText = """
        name: small
        demand: {orders_per_cell_day: 60, customers_per_cell: 50}
        catalogue: {products: 60}
        fulfilment: {lead_time_scale: 0.05, cancelled_share: 0.05}
        faults:
          preset: hostile
        """;

    public SmallWorld(string scenario = ScenarioText)
    {
        Root = Directory.CreateTempSubdirectory("waybill-simulate-").FullName;
        ScenarioPath = Path.Combine(Directory.CreateTempSubdirectory("waybill-scenario-").FullName, "small.yaml");
        File.WriteAllText(ScenarioPath, scenario);
    }

    public string Root { get; }

    public string ScenarioPath { get; }

    /// <summary>Options for two cells and three days, with the ledger only because it is quick.</summary>
    public SimulateOptions Options => new() { Days = 3, Scale = 0.5m, Scenario = ScenarioPath, Truth = TruthLevel.Ledger, Threads = 2 };

    public SimulateResult Run(Func<SimulateOptions, SimulateOptions>? change = null, CancellationToken cancel = default) =>
        SimulateJob.Run(Root, change is null ? Options : change(Options), cancel);

    /// <summary>Every file of the workspace but the lock, with a hash of its content.</summary>
    public SortedDictionary<string, string> Files() => new(
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("world.lock", StringComparison.Ordinal))
            .ToDictionary(
                file => Path.GetRelativePath(Root, file).Replace('\\', '/'),
                file => $"{new FileInfo(file).Length} {XxHash64.Hash(File.ReadAllBytes(file)):x16}"),
        StringComparer.Ordinal);

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        Directory.Delete(Path.GetDirectoryName(ScenarioPath)!, recursive: true);
    }
}
