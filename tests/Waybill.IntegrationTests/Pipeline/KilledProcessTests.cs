using System.Security.Cryptography;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Pipeline;

public sealed class KilledProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_killed_again_and_again_ends_with_the_lake_of_one_that_was_not()
    {
        WaybillProgram.Succeed(["simulate", "--days", "2", .. Options("killed")]);
        foreach (var line in (int[])[1, 2, 3, 5, 8, 12])
        {
            WaybillProgram.Kill(line, "run", "--workspace", _folder.PathOf("killed"));
        }

        var killed = Digest("killed", "--days", "0");
        var undisturbed = Digest("undisturbed", "--days", "2");

        Assert.Equal(undisturbed, killed);
    }

    [Fact]
    public void A_simulation_that_is_killed_and_repeated_writes_the_same_bytes()
    {
        // Days enough that a program which is killed late, on a busy machine, has not come to its end.
        string[] until = ["simulate", "--until", "2026-02-15"];
        foreach (var line in (int[])[1, 2, 4])
        {
            WaybillProgram.Kill(line, [.. until, .. Options("killed")]);
        }

        WaybillProgram.Succeed([.. until, .. Options("killed")]);
        WaybillProgram.Succeed([.. until, .. Options("undisturbed")]);

        foreach (var part in (string[])["landing", "truth", "state/world"])
        {
            Assert.Equal(Files("undisturbed", part), Files("killed", part));
        }
    }

    private string[] Options(string workspace) => TinyWorld.Options(_folder, workspace);

    private string Digest(string workspace, params string[] days)
    {
        var demo = WaybillProgram.Succeed(["demo", "--json", .. days, .. Options(workspace)]).Json();
        Assert.True(demo.GetProperty("pass").GetBoolean());
        return demo.GetProperty("digest").GetString() ?? "";
    }

    private IEnumerable<string> Files(string workspace, string part)
    {
        var root = _folder.PathOf(Path.Combine(workspace, part));
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Path.GetRelativePath(root, file) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
    }
}
