using System.ComponentModel;
using System.Diagnostics;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Lint;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>Processes that die, compete, or run out of disk.</summary>
public sealed class ProcessTests : IDisposable
{
    // Create (3), append (6) and merge (7): all steps of the pipeline, and one more at which nobody dies.
    private const int Steps = 17;

    private readonly string _root = Directory.CreateTempSubdirectory("waybill-process-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Killed_at_any_step_and_run_again_the_lake_is_that_of_an_undisturbed_run()
    {
        Worker.Pipeline(Path.Combine(_root, "undisturbed"));
        var expected = LakeDigest.Of(new DirectoryCatalog(Path.Combine(_root, "undisturbed")));
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var killed = 0;
        for (var step = 0; step < Steps; step++)
        {
            var lake = Path.Combine(_root, $"killed-{step}");
            killed += await Worker.StartAsync(lake, killAt: step) == 137 ? 1 : 0;

            Worker.Pipeline(lake);

            var catalog = new DirectoryCatalog(lake);
            Assert.Equal(expected, LakeDigest.Of(catalog));
            Assert.Empty(TableLint.Check(catalog.Load(Worker.Id), connection));
            catalog.Load(Worker.Id).RemoveOrphans(notModifiedSince: null);
            Assert.Equal(expected, LakeDigest.Of(catalog));
            Assert.Equal(999, connection.Scalar<long>($"select count(*) from {catalog.Load(Worker.Id).ToSql()}"));
        }

        Assert.Equal(Steps - 1, killed);
    }

    [Fact]
    public async Task Three_processes_that_append_at_once_lose_nothing()
    {
        var lake = Path.Combine(_root, "shared");
        var definition = TableDefinition.Of(("id", PrimitiveType.Long, false), ("v", PrimitiveType.Int, false));
        new DirectoryCatalog(lake).Create(
            Worker.Id, definition with { Properties = new Dictionary<string, string> { [TableProperties.CommitRetries] = "1000" } }, new CommitStamp(1_000, "create"));

        await Task.WhenAll(Worker.StartAsync(lake, writer: "1"), Worker.StartAsync(lake, writer: "2"), Worker.StartAsync(lake, writer: "3"));

        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var table = new DirectoryCatalog(lake).Load(Worker.Id);
        Assert.Equal(30, connection.Scalar<long>($"select count(distinct (id, v)) from {table.ToSql()}"));
        Assert.Equal(30, connection.Scalar<long>($"select count(*) from {table.ToSql()}"));
        Assert.Equal(30, table.Snapshots.Count);
        Assert.Empty(TableLint.Check(table, connection));
    }

    [Fact]
    public async Task A_full_disk_is_an_error_that_says_so_and_changes_nothing()
    {
        var disk = Path.Combine(_root, "disk");
        Directory.CreateDirectory(disk);
        if (!await RunAsync("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk))
        {
            Assert.Skip("a small disk cannot be mounted here: it takes root and the right to mount");
        }

        try
        {
            using var database = DuckDbDatabase.Open();
            using var connection = database.Connect();
            var catalog = new DirectoryCatalog(Path.Combine(disk, "lake"));
            var table = catalog.Create(Worker.Id, TableDefinition.Of(("id", PrimitiveType.Long, false), ("v", PrimitiveType.Text, false)), new CommitStamp(1_000, "create"));
            var tx = table.Begin(new CommitStamp(2_000, "small"));
            table = tx.Append(tx.NewWriter().Write(connection, "select 1::bigint as id, 'x' as v")).Commit().Table;
            var before = Directory.GetFiles(disk, "*", SearchOption.AllDirectories).Order().ToArray();

            var big = table.Begin(new CommitStamp(3_000, "big")).NewWriter();
            var error = Assert.Throws<LakeException>(() => big.Write(connection, "select i as id, sha256(i::varchar) as v from range(200000) r(i)"));

            Assert.Equal(LakeErrorKind.Io, error.Kind);
            Assert.Contains("space", error.Message + error.Advice, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(before, Directory.GetFiles(disk, "*", SearchOption.AllDirectories).Order());
            FillUp(disk);
            var property = Assert.Throws<LakeException>(() => table.Begin(new CommitStamp(4_000, "p")).SetProperty("text", new string('x', 100_000)).Commit());
            Assert.Equal(LakeErrorKind.Io, property.Kind);
            File.Delete(Path.Combine(disk, "filler"));
            Assert.Equal(before, Directory.GetFiles(disk, "*", SearchOption.AllDirectories).Order());
            Assert.Equal(table.CurrentSnapshotId, catalog.Load(Worker.Id).CurrentSnapshotId);
            Assert.Empty(TableLint.Check(catalog.Load(Worker.Id), connection));
        }
        finally
        {
            await RunAsync("umount", disk);
        }
    }

    private static void FillUp(string disk)
    {
        try
        {
            using var filler = File.Create(Path.Combine(disk, "filler"));
            for (;;)
            {
                filler.Write(new byte[4096]);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // full
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
            await (process?.WaitForExitAsync() ?? Task.CompletedTask);
            return process?.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
