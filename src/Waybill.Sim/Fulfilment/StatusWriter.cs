using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Fulfilment;

/// <summary>Writes the logistics feed as it should be.</summary>
internal sealed class StatusWriter : IFeedWriter<StatusRow>
{
    private FeedSegment _segment = new();

    public StatusCsv Csv { get; } = new();

    public void Open(int cell)
    {
    }

    public void Begin(DropWindow window, FeedSegment segment) => _segment = segment;

    public void Write(in StatusRow row)
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
