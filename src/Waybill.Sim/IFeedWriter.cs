using Waybill.Events.Feeds;
using Waybill.Sim.Kernel;

namespace Waybill.Sim;

/// <summary>
/// Writes one feed of a cell, window by window. The plain one writes what it is given; the faulty one decorates it.
/// </summary>
/// <typeparam name="TRow">The feed's rows.</typeparam>
internal interface IFeedWriter<TRow>
    where TRow : struct
{
    /// <summary>Starts a cell that has written nothing yet.</summary>
    void Open(int cell);

    /// <summary>Starts the drop of a window.</summary>
    void Begin(DropWindow window, FeedSegment segment);

    void Write(in TRow row);

    /// <summary>Ends the drop.</summary>
    void End();

    void Save(SnapshotWriter writer);

    /// <summary>Starts a cell as it was saved between two windows.</summary>
    void Load(int cell, ref SnapshotReader reader);
}
