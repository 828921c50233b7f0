namespace Waybill.Lake.Commits;

/// <summary>Nothing at all may have changed.</summary>
internal sealed class SameVersionCheck : ICommitCheck
{
    public void Run(LakeTable basis, LakeTable current)
    {
        if (basis.State.Version != current.State.Version)
        {
            throw LakeException.Conflict($"{basis.Id} was changed: version {basis.State.Version} was read, {current.State.Version} is there now");
        }
    }
}
