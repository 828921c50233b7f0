using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Sim.Kernel;

namespace Waybill.Sim;

/// <summary>Writes a feed as it should be.</summary>
/// <typeparam name="TRow">The feed's rows.</typeparam>
internal sealed class CleanWriter<TRow>(RowCodec<TRow> codec) : IFeedWriter<TRow>
    where TRow : struct
{
    private FeedSegment _segment = new();

    public void Open(int cell)
    {
    }

    public void Begin(DropWindow window, FeedSegment segment) => _segment = segment;

    public void Write(in TRow row)
    {
        codec.Append(_segment.Bytes, in row);
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
