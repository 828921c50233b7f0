using Waybill.Events.Rows;
using Waybill.Sim.Kernel;

namespace Waybill.Sim;

/// <summary>Writes a feed as it should be.</summary>
/// <typeparam name="TRow">The feed's rows.</typeparam>
internal sealed class CleanDayWriter<TRow>(RowCodec<TRow> codec) : IDayWriter<TRow>
    where TRow : struct
{
    public void Open(int cell)
    {
    }

    public void Write(int day, ReadOnlySpan<TRow> rows, FeedSegment segment)
    {
        foreach (ref readonly TRow row in rows)
        {
            codec.Append(segment.Bytes, in row);
        }

        segment.Rows += rows.Length;
    }

    public void Save(SnapshotWriter writer)
    {
    }

    public void Load(int cell, ref SnapshotReader reader)
    {
    }
}
