using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Running;

/// <summary>Watches a run.</summary>
internal interface IRunProgress
{
    void Starting(Model model);

    void Finished(StepResult step);
}
