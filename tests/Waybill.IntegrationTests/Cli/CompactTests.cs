using Xunit;

namespace Waybill.IntegrationTests.Cli;

public sealed class CompactTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.PathOf("lake");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_compacted_lake_holds_the_same_rows_in_fewer_files_and_the_next_run_goes_on_from_what_it_had()
    {
        Day();
        Run();
        Day();
        var usual = Run();
        Day();
        Run("--select", "bronze");

        Assert.Contains("Left alone, for models have not taken in their newest rows: bronze.", WaybillProgram.Succeed("compact", "bronze.sales", "--workspace", Lake).Output, StringComparison.Ordinal);
        Run();
        var before = LakeRows.Of(Lake);
        var tables = WaybillProgram.Succeed("compact", "--json", "--workspace", Lake).Json().EnumerateArray().ToDictionary(t => t.GetProperty("table").GetString()!);

        Assert.Equal(3, tables["bronze.sales"].GetProperty("files_before").GetInt32());
        Assert.All(tables.Values, t => Assert.InRange(t.GetProperty("files_after").GetInt32(), 0, 1));
        Assert.DoesNotContain(tables.Values, t => t.GetProperty("is_behind").GetBoolean());
        Assert.Equal(before, LakeRows.Of(Lake));
        Assert.Contains("No table has small files", WaybillProgram.Succeed("compact", "--workspace", Lake).Output, StringComparison.Ordinal);

        Assert.DoesNotContain("incremental", Run(), StringComparison.Ordinal); // nothing landed, and nothing changed for anybody
        Day();
        Assert.Equal(usual, Run());
        WaybillProgram.Succeed("verify", "--workspace", Lake);
    }

    private void Day() => WaybillProgram.Succeed(["simulate", "--days", "1", .. TinyWorld.Options(_folder, "lake")]);

    private string Run(params string[] options) => LakeRows.Actions(WaybillProgram.Succeed(["run", "--json", "--workspace", Lake, .. options]).Json());
}
