using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Files that a transaction adds and removes.</summary>
internal sealed class PendingChanges
{
    private readonly HashSet<string> _addedPaths = new(StringComparer.Ordinal);

    public List<DataFile> Added { get; } = [];

    /// <summary>Removed data and delete files by path.</summary>
    public SortedDictionary<string, DataFile> Removed { get; } = new(StringComparer.Ordinal);

    /// <summary>The same rows in other files.</summary>
    public bool OnlyMovesRows { get; set; }

    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0;

    /// <exception cref="LakeException">The same file was added before.</exception>
    public void Add(DataFile file)
    {
        if (!_addedPaths.Add(file.FilePath))
        {
            throw LakeException.Invalid(
                $"{file.FilePath} is added twice in one commit",
                "give concurrent writers different part names");
        }

        Added.Add(file);
    }

    public void Remove(DataFile file) => Removed[file.FilePath] = file;
}
