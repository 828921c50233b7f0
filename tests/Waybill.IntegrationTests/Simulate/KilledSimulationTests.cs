using System.Security.Cryptography;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Simulate;

public sealed class KilledSimulationTests : IDisposable
{
    /// <summary>A line is a cell; all of them together are half of the days, so that the last one is not over before it is killed.</summary>
    private static readonly int[] LinesUntilDeath = [5, 21, 27, 45, 14, 71];
    private static readonly string[] Written = ["landing", "truth", "state/world"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ledger")]
    [InlineData("full")]
    public void A_simulation_that_is_killed_again_and_again_ends_with_the_bytes_of_an_undisturbed_one(string truth)
    {
        string[] world = ["simulate", "--until", "2026-01-11", "--scale", "6", "--truth", truth, "--json", "--workspace"];
        string digest = Digest(WaybillProgram.Succeed([.. world, _folder.PathOf("undisturbed")]));

        foreach (int lines in LinesUntilDeath)
        {
            WaybillProgram.Kill(lines, [.. world[..^2], "--workspace", _folder.PathOf("killed")]);
        }

        Assert.Equal(digest, Digest(WaybillProgram.Succeed([.. world, _folder.PathOf("killed")])));
        Assert.Equal(Hashes("undisturbed"), Hashes("killed"));
    }

    private static string Digest(ProgramResult result) => result.Json().GetProperty("digest").GetString() ?? "";

    private IEnumerable<string> Hashes(string workspace)
    {
        string root = _folder.PathOf(workspace);
        return Written
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(root, part), "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(root, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}");
    }
}
