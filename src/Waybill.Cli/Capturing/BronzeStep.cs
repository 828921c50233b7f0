using Waybill.Cli.Running;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Capture;
using Waybill.Events;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Capturing;

/// <summary>Takes the change files that have landed into bronze, and then, not before, notes that they are there.</summary>
internal sealed class BronzeStep
{
    private readonly Workspace _workspace;
    private readonly CaptureFolder _folder;
    private readonly WorkspaceGate _gate;
    private readonly CaptureTally _tally;
    private readonly RunJobOptions _options;
    private long? _refined;

    public BronzeStep(Workspace workspace, CaptureFolder folder, WorkspaceGate gate, CaptureTally tally, string modelsFolder)
    {
        _workspace = workspace;
        _folder = folder;
        _gate = gate;
        _tally = tally;
        var models = ModelLibrary.Load(modelsFolder).Models
            .Where(m => m.Layer == "bronze" && m.Name.StartsWith("bronze.shop_", StringComparison.Ordinal)).Select(m => m.Name).ToList();
        _options = models.Count > 0
            ? new RunJobOptions { ModelsFolder = modelsFolder, Select = models }
            : throw new WaybillException(WaybillErrorKind.Usage, $"The models in {modelsFolder} have none that takes the shop's changes into bronze.",
                "Give the folder of models that come with Waybill, or add bronze/shop_<table>.sql.");
    }

    /// <summary>Runs the models if something has landed since, and always the first time: an earlier capture may have been killed before.</summary>
    /// <exception cref="WaybillException">BadInput: bronze did not take everything; nothing is confirmed.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        // One state, read before the run: batch and place belong together, and what lands from here on is confirmed by the next run.
        var state = _folder.State;
        if (_refined != state.Batches)
        {
            using (await _gate.EnterAsync(ct).ConfigureAwait(false))
            {
                var record = await Task.Run(() => new RunJob(_workspace, _options).RunLocked(new NoProgress(), ct), ct).ConfigureAwait(false);
                Require(record);
                _tally.Refined(record.Steps.Sum(s => s.RowsAdded));
            }

            _refined = state.Batches;
        }

        if (state.Landed > _folder.State.Confirmed)
        {
            _folder.Confirm(state.Landed);
        }
    }

    private void Require(RunRecord record)
    {
        var problem = record.Steps.SelectMany(s => s.Notes).FirstOrDefault(n => n.IsProblem && n.File.StartsWith("shop/", StringComparison.Ordinal));
        if (!record.Succeeded || problem is not null)
        {
            throw new WaybillException(WaybillErrorKind.BadInput,
                problem is null ? $"Bronze did not take all changes: {record.Error ?? "a check failed"}." : $"Bronze did not take {problem.File}: {problem.Message}",
                $"See: waybill runs --workspace {_workspace.Root}. Nothing was confirmed to the server; run the same command again when that is mended.");
        }
    }

    private sealed class NoProgress : IRunProgress
    {
        public void Starting(Model model)
        {
        }

        public void Finished(StepResult step)
        {
        }
    }
}
