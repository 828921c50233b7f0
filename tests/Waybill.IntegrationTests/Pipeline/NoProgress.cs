using Waybill.Cli.Running;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.IntegrationTests.Pipeline;

internal sealed class NoProgress : IRunProgress
{
    public void Starting(Model model)
    {
    }

    public void Finished(StepResult step)
    {
    }
}
