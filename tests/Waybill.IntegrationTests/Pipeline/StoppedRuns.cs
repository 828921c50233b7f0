using System.Globalization;
using Waybill.Cli.Commands;
using Waybill.Cli.Running;
using Waybill.Cli.Workspaces;
using Waybill.IntegrationTests.Cli;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Xunit;

namespace Waybill.IntegrationTests.Pipeline;

/// <summary>A workspace whose lake is put back to what it was at any durable step of a run.</summary>
internal sealed class StoppedRuns : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workspace _workspace;

    public StoppedRuns() => _workspace = Workspace.Create(_folder.PathOf("world"));

    public void Simulate(int days) =>
        WaybillProgram.Succeed(["simulate", "--days", days.ToString(CultureInfo.InvariantCulture), .. TinyWorld.Options(_folder, "world")]);

    public void Run(ICommitProbe? probe = null)
    {
        var options = new RunJobOptions { ModelsFolder = ModelsFolder.Find(null), Threads = 1, Probe = probe };
        var record = new RunJob(_workspace, options).RunLocked(new NoProgress(), CancellationToken.None);
        Assert.True(record.Succeeded);
    }

    /// <summary>Runs once undisturbed; then, for every step of that run, once more from the state that a kill there leaves.</summary>
    /// <returns>The steps, and what went differently after a stop at which of them.</returns>
    public (IReadOnlyList<string> Steps, IReadOnlyList<string> Differences) StopEverywhere()
    {
        var recorder = new StateRecorder(_workspace.Lake, _folder.PathOf("copies"));
        Run(recorder);
        var expected = Describe();
        Assert.True(IsVerified());
        var differences = new List<string>();
        for (var step = 0; step < recorder.Steps.Count; step++)
        {
            Directory.Delete(_workspace.Lake, recursive: true);
            Directory.Move(recorder.CopyOf(step), _workspace.Lake);
            Run();
            var found = Describe();
            differences.AddRange(found.Except(expected).Select(f => $"stopped at step {step}, {recorder.Steps[step]}: {f}"));
            // The verifier reads the same rows, so equal rows make it equal; now and then it is asked all the same.
            if (step % 40 == 0 && !IsVerified())
            {
                differences.Add($"stopped at step {step}, {recorder.Steps[step]}: not verified");
            }
        }

        return (recorder.Steps, differences);
    }

    public void Dispose() => _folder.Dispose();

    // The hint must name the newest version, because readers of other makers start from it.
    private List<string> Describe()
    {
        var catalog = new DirectoryCatalog(_workspace.Lake);
        var staleHints =
            from table in catalog.List()
            let metadata = Path.Combine(_workspace.Lake, table.Namespace, table.Name, "metadata")
            let newest = catalog.Refresh(table).Version.ToString(CultureInfo.InvariantCulture)
            where File.ReadAllText(Path.Combine(metadata, "version-hint.text")).Trim() != newest
            select $"stale hint of {table}";
        return [LakeContents.Digest(catalog, ""), .. staleHints];
    }

    private bool IsVerified() => VerifyCommand.Verify(_workspace, ModelsFolder.Find(null), tolerancePct: null, CancellationToken.None).Pass;
}
