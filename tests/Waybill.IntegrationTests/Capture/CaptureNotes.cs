using Waybill.Connectors.Capture;

namespace Waybill.IntegrationTests.Capture;

/// <summary>Remembers what a capture told.</summary>
internal sealed class CaptureNotes : ICaptureWatch
{
    public List<string> Notes { get; } = [];

    public List<LandedBatch> Batches { get; } = [];

    public void Note(string message) => Notes.Add(message);

    public void Landed(LandedBatch batch) => Batches.Add(batch);
}
