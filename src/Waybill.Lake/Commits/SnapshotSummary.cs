using System.Globalization;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Counts of a snapshot's summary, under the names that Java gives (ICEBERG.md 1.2).</summary>
internal sealed class SnapshotSummary
{
    private readonly OrderedDictionary<string, string> _entries = new(StringComparer.Ordinal);
    private readonly Snapshot? _parent;

    private SnapshotSummary(Snapshot? parent) => _parent = parent;

    public static IReadOnlyDictionary<string, string> Of(
        Snapshot? parent, PendingChanges changes, IReadOnlyList<DataFile> removed, ManifestCounts manifests, CommitStamp stamp)
    {
        var added = changes.Added;
        var summary = new SnapshotSummary(parent);
        summary._entries["operation"] = changes.OnlyMovesRows ? "replace" : Operation(added, removed);
        summary._entries["engine-name"] = "waybill";
        foreach (var (key, value) in stamp.Summary.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            summary._entries[key] = value;
        }

        summary.AddFiles(added, removed);
        summary.Put("changed-partition-count", added.Concat(removed).Select(f => PartitionText.Key(f.SpecId, f.Partition)).Distinct().LongCount());
        summary.Put("manifests-created", manifests.Created);
        summary.Put("manifests-kept", manifests.Kept);
        summary.Put("manifests-replaced", manifests.Replaced);
        return summary._entries;
    }

    private static string Operation(IReadOnlyList<DataFile> added, IReadOnlyList<DataFile> removed)
    {
        var addsRows = added.Any(f => f.Content == FileContent.Data);
        var takesRows = removed.Any(f => f.Content == FileContent.Data) || added.Any(f => f.Content != FileContent.Data);
        return (addsRows, takesRows || removed.Count > 0) switch
        {
            (true, true) => "overwrite",
            (false, true) => "delete",
            _ => "append",
        };
    }

    private void AddFiles(IReadOnlyList<DataFile> added, IReadOnlyList<DataFile> removed)
    {
        var addedData = added.Where(f => f.Content == FileContent.Data).ToArray();
        var removedData = removed.Where(f => f.Content == FileContent.Data).ToArray();
        var addedDeletes = added.Where(f => f.Content == FileContent.PositionDeletes).ToArray();
        var removedDeletes = removed.Where(f => f.Content == FileContent.PositionDeletes).ToArray();
        Put("added-data-files", addedData.Length);
        Put("deleted-data-files", removedData.Length);
        Put("added-records", addedData.Sum(f => f.RecordCount));
        Put("deleted-records", removedData.Sum(f => f.RecordCount));
        Put("added-files-size", added.Sum(f => f.FileSizeInBytes));
        Put("removed-files-size", removed.Sum(f => f.FileSizeInBytes));
        PutNonZero("added-delete-files", addedDeletes.Length);
        PutNonZero("added-position-delete-files", addedDeletes.Length);
        PutNonZero("added-position-deletes", addedDeletes.Sum(f => f.RecordCount));
        PutNonZero("removed-delete-files", removedDeletes.Length);
        PutNonZero("removed-position-delete-files", removedDeletes.Length);
        PutNonZero("removed-position-deletes", removedDeletes.Sum(f => f.RecordCount));
        PutTotal("total-records", addedData.Sum(f => f.RecordCount) - removedData.Sum(f => f.RecordCount));
        PutTotal("total-files-size", added.Sum(f => f.FileSizeInBytes) - removed.Sum(f => f.FileSizeInBytes));
        PutTotal("total-data-files", addedData.Length - removedData.Length);
        PutTotal("total-delete-files", addedDeletes.Length - removedDeletes.Length);
        PutTotal("total-position-deletes", addedDeletes.Sum(f => f.RecordCount) - removedDeletes.Sum(f => f.RecordCount));
        PutTotal("total-equality-deletes", 0);
    }

    // A total that the parent does not know stays unknown.
    private void PutTotal(string key, long change)
    {
        if (_parent is null || _parent.Summary.ContainsKey(key))
        {
            Put(key, (_parent?.Count(key) ?? 0) + change);
        }
    }

    private void PutNonZero(string key, long value)
    {
        if (value != 0)
        {
            Put(key, value);
        }
    }

    private void Put(string key, long value) => _entries[key] = value.ToString(CultureInfo.InvariantCulture);
}
