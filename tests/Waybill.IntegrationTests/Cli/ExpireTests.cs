using Xunit;

namespace Waybill.IntegrationTests.Cli;

public sealed class ExpireTests : IDisposable
{
    private static readonly string[] Everything = ["--keep", "1", "--keep-days", "0"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_its_history_a_lake_holds_the_same_rows_and_the_next_run_goes_on_from_what_it_had()
    {
        Day("lake");
        Run("lake");
        Day("lake");
        var usual = Run("lake");
        Day("lake");
        Run("lake", "--select", "bronze"); // silver goes on from the snapshots of bronze of the day before
        var before = LakeRows.Of(_folder.PathOf("lake"));

        var told = Expire("lake", [.. Everything, "--dry-run"]);
        var done = Expire("lake", Everything);

        Assert.Equal(told, done);
        Assert.Contains("\"expired\": 1", done, StringComparison.Ordinal);
        Assert.DoesNotContain("\"expired\": 1", Expire("lake", Everything), StringComparison.Ordinal);
        Assert.Equal(before, LakeRows.Of(_folder.PathOf("lake")));
        Assert.Equal(usual, Run("lake"));
        WaybillProgram.Succeed("verify", "--workspace", _folder.PathOf("lake"));
    }

    [Fact]
    public void By_default_the_last_week_stays_and_a_table_that_is_not_there_is_told_before_anything_goes()
    {
        Day("week");
        Run("week");

        Assert.Contains("No snapshot is old enough", WaybillProgram.Succeed("expire", "--workspace", _folder.PathOf("week")).Output, StringComparison.Ordinal);
        var unknown = WaybillProgram.Run(["expire", "bronze.sales", "gold.sale", .. Everything, "--workspace", _folder.PathOf("week")]);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("'gold.sales'", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(2, WaybillProgram.Run("expire", "--keep", "0", "--workspace", _folder.PathOf("week")).ExitCode);
    }

    private void Day(string name) => WaybillProgram.Succeed(["simulate", "--days", "1", .. TinyWorld.Options(_folder, name)]);

    private string Run(string name, params string[] options) =>
        LakeRows.Actions(WaybillProgram.Succeed(["run", "--json", "--workspace", _folder.PathOf(name), .. options]).Json());

    private string Expire(string name, string[] options) =>
        WaybillProgram.Succeed(["expire", "--json", "--workspace", _folder.PathOf(name), .. options]).Json().GetProperty("tables").GetRawText();
}
