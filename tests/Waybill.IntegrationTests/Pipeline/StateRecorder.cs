using System.Globalization;
using Waybill.Cli.Running;
using Waybill.Lake;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.IntegrationTests.Pipeline;

/// <summary>Copies the lake at every durable step: each copy is what a process that dies there leaves behind.</summary>
internal sealed class StateRecorder(string lake, string copies) : ICommitProbe, IRunProgress
{
    private readonly Lock _one = new();
    private string _model = "";

    /// <summary>The steps in their order, with the model that was at work.</summary>
    public List<(string Model, string Name)> Steps { get; } = [];

    public string CopyOf(int step) => Path.Combine(copies, step.ToString("D4", CultureInfo.InvariantCulture), "lake");

    public void Reached(string stepName)
    {
        lock (_one)
        {
            FolderCopy.Copy(lake, CopyOf(Steps.Count));
            Steps.Add((_model, stepName));
        }
    }

    public void Starting(Model model) => _model = model.Name;

    public void Finished(StepResult step)
    {
    }
}
