using Waybill.Lake;

namespace Waybill.Pipeline.Runs;

/// <summary>What a publication changed.</summary>
internal readonly record struct Published(long RowsAdded, long RowsRemoved, long? SnapshotId)
{
    public static Published Of(LakeTable table, long added, long removed) => new(added, removed, table.CurrentSnapshotId);
}
