using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Commerce;

/// <summary>Writes the sales feed as it should be.</summary>
internal sealed class SalesWriter(FeedVocabulary vocabulary) : IFeedWriter<SalesRow>
{
    private FeedSegment _segment = new();

    public SalesCsv Csv { get; } = new(vocabulary);

    public void Open(int cell)
    {
    }

    public void Begin(DropWindow window, FeedSegment segment) => _segment = segment;

    public void Write(in SalesRow row)
    {
        Csv.Append(_segment.Bytes, in row);
        _segment.Rows++;
    }

    public void End()
    {
    }

    public void Save(SnapshotWriter writer)
    {
    }

    public void Load(int cell, ref SnapshotReader reader)
    {
    }
}
