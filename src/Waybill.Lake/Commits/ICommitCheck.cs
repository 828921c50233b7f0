namespace Waybill.Lake.Commits;

/// <summary>Whether a change still means the same after somebody else's commit.</summary>
internal interface ICommitCheck
{
    /// <exception cref="LakeException">Conflict: it does not.</exception>
    void Run(LakeTable basis, LakeTable current);
}
