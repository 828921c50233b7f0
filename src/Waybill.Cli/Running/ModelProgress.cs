using Waybill.Cli.Output;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Running;

/// <summary>Shows a run model by model: the one that was begun last, and how many are done.</summary>
internal sealed class ModelProgress(Progress progress, int models) : IRunProgress
{
    private string _begun = "";
    private int _done;

    public void Starting(Model model) => progress.Show("run", _begun = model.Name, _done, models);

    public void Finished(StepResult step) => progress.Show("run", _begun, ++_done, models);
}
