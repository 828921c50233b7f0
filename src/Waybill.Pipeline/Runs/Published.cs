using Waybill.Lake.Commits;

namespace Waybill.Pipeline.Runs;

/// <summary>What a publication changed.</summary>
internal readonly record struct Published(long RowsAdded, long RowsRemoved, long? SnapshotId)
{
    public static Published Of(CommitResult commit, long added, long removed) =>
        new(added, removed, commit.Table.CurrentSnapshotId);
}
