using Waybill.Lake;

namespace Waybill.IntegrationTests.Pipeline;

/// <summary>Copies the lake at every durable step: each copy is what a process that dies there leaves behind.</summary>
internal sealed class StateRecorder(string lake, string copies) : ICommitProbe
{
    private readonly Lock _one = new();

    public List<string> Steps { get; } = [];

    public string CopyOf(int step) => Path.Combine(copies, step.ToString("D4", System.Globalization.CultureInfo.InvariantCulture));

    public void Reached(string stepName)
    {
        lock (_one)
        {
            FolderCopy.Copy(lake, CopyOf(Steps.Count));
            Steps.Add(stepName);
        }
    }
}
