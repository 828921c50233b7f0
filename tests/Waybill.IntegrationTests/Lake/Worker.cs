using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>Work on a lake in a process of its own: this same program, told by the environment what to do.</summary>
internal static class Worker
{
    private const string Root = "WAYBILL_TEST_LAKE";
    private const string KillAt = "WAYBILL_TEST_KILL_AT";
    private const string Writer = "WAYBILL_TEST_WRITER";

    public static readonly TableId Id = new("silver", "t");

    /// <summary>Does the work instead of running tests when <see cref="StartAsync"/> started this process.</summary>
    [ModuleInitializer]
    internal static void Work()
    {
        if (Environment.GetEnvironmentVariable(Root) is not { Length: > 0 } root)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(Writer) is { Length: > 0 } writer)
        {
            Append(root, writer);
        }
        else
        {
            Pipeline(root, new KillProbe(int.Parse(Environment.GetEnvironmentVariable(KillAt) ?? "-1", CultureInfo.InvariantCulture)));
        }

        Environment.Exit(0);
    }

    /// <summary>Starts the work in another process; the exit code is 137 when it was killed.</summary>
    /// <param name="root">Folder of the lake.</param>
    /// <param name="killAt">Number of the durable step at which the process kills itself; -1 never.</param>
    /// <param name="writer">Name of a writer that appends in competition with others; empty for the pipeline.</param>
    public static async Task<int> StartAsync(string root, int killAt = -1, string writer = "")
    {
        var host = Environment.ProcessPath ?? "dotnet";
        var isHost = Path.GetFileNameWithoutExtension(host) == "dotnet";
        var start = new ProcessStartInfo(host, isHost ? [typeof(Worker).Assembly.Location] : [])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Root] = root, [KillAt] = killAt.ToString(CultureInfo.InvariantCulture), [Writer] = writer },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException(host);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        Assert.True(process.ExitCode is 0 or 137, output + await errors.ConfigureAwait(false));
        return process.ExitCode;
    }

    /// <summary>Does what is not done yet, as a restarted pipeline would.</summary>
    public static void Pipeline(string root, ICommitProbe? probe = null)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var catalog = new DirectoryCatalog(root, probe);
        var definition = TableDefinition.Of(("id", PrimitiveType.Long, false), ("v", PrimitiveType.Int, false));
        var table = catalog.Exists(Id) ? catalog.Load(Id) : catalog.Create(Id, definition, new CommitStamp(1_000, "create"));
        if (!table.Properties.ContainsKey("step"))
        {
            var tx = table.Begin(new CommitStamp(2_000, "append"));
            table = tx.Append(tx.NewWriter().Write(connection, "select id, 1 as v from range(1000) r(id)")).SetProperty("step", "1").Commit().Table;
        }

        if (table.Properties["step"] == "1")
        {
            var tx = table.Begin(new CommitStamp(3_000, "merge"));
            tx.ReplaceByKey(connection, "select 7::bigint as id, 2 as v", ["id"], "select unnest([7, 8])::bigint as id", new MergeOptions { Mode = MergeMode.MergeOnRead });
            tx.SetProperty("step", "2").Commit();
        }

        catalog.RepairHint(Id);
    }

    private static void Append(string root, string writer)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        var catalog = new DirectoryCatalog(root);
        for (var i = 0; i < 10; i++)
        {
            var tx = catalog.Load(Id).Begin(new CommitStamp(1_000, $"{writer}-{i}"));
            tx.Append(tx.NewWriter().Write(connection, $"select {i}::bigint as id, {writer} as v")).Commit();
        }
    }

    private sealed class KillProbe(int killAt) : ICommitProbe
    {
        private int _steps;

        public void Reached(string stepName)
        {
            if (_steps++ == killAt)
            {
                using var self = Process.GetCurrentProcess();
                self.Kill(); // SIGKILL: nothing is flushed, no finally runs
            }
        }
    }
}
