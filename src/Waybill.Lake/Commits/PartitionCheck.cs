using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>No file may have been added to some partitions, neither rows nor deletes.</summary>
internal sealed class PartitionCheck(IReadOnlySet<string> partitions) : ICommitCheck
{
    public void Run(LakeTable basis, LakeTable current)
    {
        var changed = NewEntries.Between(basis, current).FirstOrDefault(e => partitions.Contains(PartitionText.Key(e.File.SpecId, e.File.Partition)));
        if (changed is not null)
        {
            throw LakeException.Conflict($"{changed.File.FilePath} was added to a partition that is being replaced");
        }
    }
}
