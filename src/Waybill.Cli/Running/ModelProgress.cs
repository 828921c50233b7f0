using Waybill.Cli.Output;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Running;

/// <summary>Shows a run model by model.</summary>
internal sealed class ModelProgress(Progress progress, int models) : IRunProgress
{
    private int _done;

    public void Starting(Model model) => progress.Show("run", model.Name, _done, models);

    public void Finished(StepResult step) => progress.Show("run", step.Model, ++_done, models);
}
