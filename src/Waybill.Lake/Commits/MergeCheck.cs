using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Nobody may have added rows that could have changed keys, nor touched the files that this change touches.</summary>
/// <remarks>Files that are replaced are looked for by <see cref="SnapshotBuilder"/>; those that only get deletes are looked for here.</remarks>
internal sealed class MergeCheck(Func<TableMetadata, DataFile, bool> mayHold, IReadOnlyCollection<string> touched, IReadOnlyCollection<string> rewritten) : ICommitCheck
{
    public void Run(LakeTable basis, LakeTable current)
    {
        foreach (var entry in NewEntries.Between(basis, current))
        {
            if (entry.File.Content == FileContent.Data ? mayHold(current.Metadata, entry.File) : MayDeleteFrom(entry.File))
            {
                throw LakeException.Conflict($"{entry.File.FilePath} was added to {basis.Id} and may concern the same rows");
            }
        }

        if (NewEntries.Between(current, basis).FirstOrDefault(e => touched.Contains(e.File.FilePath)) is { } gone)
        {
            throw LakeException.Conflict($"{gone.File.FilePath} of {basis.Id} was replaced by somebody else");
        }
    }

    private bool MayDeleteFrom(DataFile deletes) =>
        DeleteIndex.OnlyFile(deletes) is not { } only || touched.Contains(only) || rewritten.Contains(only);
}
