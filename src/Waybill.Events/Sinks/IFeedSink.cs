using Waybill.Events.Feeds;

namespace Waybill.Events.Sinks;

/// <summary>
/// Takes the rows of a day's drops. The four drops of a day are open at the same time, because a cell delivers its whole
/// day at once; within a drop the cells come in order.
/// </summary>
public interface IFeedSink
{
    /// <summary>Opens the file of one drop; before the first rows of its day.</summary>
    void Open(DropPlan plan);

    /// <summary>Appends one cell's rows to a feed's drop.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="window">One of the day's windows.</param>
    /// <param name="rows">Whole lines as the source wrote them; read before the call returns.</param>
    void Append(FeedDefinition feed, DropWindow window, ReadOnlySpan<byte> rows);
}
