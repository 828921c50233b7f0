using Waybill.Sim.Kernel;

namespace Waybill.Sim;

/// <summary>
/// Writes one feed of a cell, a day at a time. The plain one writes what it is given; the faulty ones decorate it.
/// </summary>
/// <typeparam name="TRow">The feed's rows.</typeparam>
internal interface IDayWriter<TRow>
    where TRow : struct
{
    /// <summary>Starts a cell that has written nothing yet.</summary>
    void Open(int cell);

    /// <summary>Writes a day's rows, which come in the order of recording.</summary>
    void Write(int day, ReadOnlySpan<TRow> rows, FeedSegment segment);

    void Save(SnapshotWriter writer);

    /// <summary>Starts a cell as it was saved between two days.</summary>
    void Load(int cell, ref SnapshotReader reader);
}
