namespace Waybill.Lake.Commits;

/// <summary>No row may have changed.</summary>
internal sealed class SameSnapshotCheck : ICommitCheck
{
    public void Run(LakeTable basis, LakeTable current)
    {
        if (basis.CurrentSnapshotId != current.CurrentSnapshotId)
        {
            throw LakeException.Conflict($"the rows of {basis.Id} were changed by snapshot {current.CurrentSnapshotId}");
        }
    }
}
