using System.Globalization;
using System.Security.Cryptography;
using Waybill.Cli.Commands;
using Waybill.Cli.Running;
using Waybill.Cli.Workspaces;
using Waybill.IntegrationTests.Cli;
using Waybill.Lake.Catalog;
using Xunit;

namespace Waybill.IntegrationTests.Pipeline;

/// <summary>A workspace whose lake is put back to what it was at any durable step of a run.</summary>
internal sealed class StoppedRuns : IDisposable
{
    private const int WholeRunEvery = 24;

    private readonly TemporaryFolder _folder = new();
    private readonly Workspace _workspace;
    private readonly Dictionary<string, string> _known = [];

    public StoppedRuns() => _workspace = Workspace.Create(_folder.PathOf("world"));

    public void Simulate(int days) =>
        WaybillProgram.Succeed(["simulate", "--days", days.ToString(CultureInfo.InvariantCulture), .. TinyWorld.Options(_folder, "world")]);

    public void Run() => Run(new NoProgress(), new RunJobOptions { ModelsFolder = ModelsFolder.Find(null), Threads = 1 });

    /// <summary>
    /// Runs once undisturbed; then, for every step of that run, goes on from the state that a kill there leaves. The model that
    /// was stopped must leave the lake as it did undisturbed; at some steps the whole run goes on, and must end alike and verified.
    /// </summary>
    /// <returns>The kinds of steps, and what went differently after a stop at which of them.</returns>
    public (IReadOnlyList<string> Kinds, IReadOnlyList<string> Differences) StopEverywhere()
    {
        var recorder = new StateRecorder(_workspace.Lake, _folder.PathOf("copies"));
        Run(recorder, new RunJobOptions { ModelsFolder = ModelsFolder.Find(null), Threads = 1, Probe = recorder });
        var atEnd = Contents(_workspace.Lake);
        Assert.True(IsVerified());
        var afterModel = recorder.Steps.Select((step, i) => (step.Model, Step: i)).GroupBy(s => s.Model)
            .ToDictionary(steps => steps.Key, steps => Contents(recorder.CopyOf(steps.Max(s => s.Step))));
        var differences = new List<string>();
        foreach (var ((model, name), step) in recorder.Steps.Select((s, i) => (s, i)))
        {
            Directory.Delete(_workspace.Lake, recursive: true);
            Directory.Move(recorder.CopyOf(step), _workspace.Lake);
            var isWhole = step % WholeRunEvery == 0;
            Run(new NoProgress(), new RunJobOptions { ModelsFolder = ModelsFolder.Find(null), Threads = 1, Select = isWhole ? [] : [model] });
            if (Contents(_workspace.Lake) != (isWhole ? atEnd : afterModel[model]))
            {
                differences.Add($"stopped at step {step} ({model}, {name}): other rows");
            }

            differences.AddRange(StaleHints().Select(table => $"stopped at step {step} ({model}, {name}): {table} has a stale hint"));
            if (isWhole && !IsVerified())
            {
                differences.Add($"stopped at step {step} ({model}, {name}): not verified");
            }
        }

        return ([.. recorder.Steps.Select(s => s.Name).Distinct().Order()], differences);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What all tables say; a table that has the same metadata as before, to the byte, says the same.</summary>
    private string Contents(string lake)
    {
        var catalog = new DirectoryCatalog(lake);
        return string.Join('\n', catalog.List().Select(table =>
        {
            var metadata = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(MetadataOf(lake, catalog.Refresh(table)))));
            return _known.TryGetValue(metadata, out var rows) ? rows : _known[metadata] = LakeContents.Digest(catalog, [table], "");
        }));
    }

    private static string MetadataOf(string lake, TableState table) =>
        Path.Combine(lake, table.Id.Namespace, table.Id.Name, "metadata", Path.GetFileName(table.MetadataFile));

    private void Run(IRunProgress progress, RunJobOptions options) =>
        Assert.True(new RunJob(_workspace, options).RunLocked(progress, CancellationToken.None).Succeeded);

    // The hint must name the newest version, because readers of other makers start from it.
    private IEnumerable<string> StaleHints()
    {
        var catalog = new DirectoryCatalog(_workspace.Lake);
        return
            from table in catalog.List()
            let hint = Path.Combine(_workspace.Lake, table.Namespace, table.Name, "metadata", "version-hint.text")
            where File.ReadAllText(hint).Trim() != catalog.Refresh(table).Version.ToString(CultureInfo.InvariantCulture)
            select table.ToString();
    }

    private bool IsVerified() => VerifyCommand.Verify(_workspace, ModelsFolder.Find(null), tolerancePct: null, CancellationToken.None).Pass;
}
