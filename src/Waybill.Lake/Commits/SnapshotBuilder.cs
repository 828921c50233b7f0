using System.Globalization;
using Waybill.Lake.Avro;
using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Writes the manifests and the manifest list of the next snapshot. Nothing refers to them until the metadata does.</summary>
/// <remarks>On a retry it is run again on the refreshed parent, so a manifest list never stands on an old one.</remarks>
internal sealed class SnapshotBuilder(TableReader parent, Schema schema, CommitStamp stamp, ICommitProbe? probe)
{
    private readonly TableMetadata _metadata = parent.Metadata;
    private readonly List<DataFile> _removed = [];
    private int _created;
    private int _replaced;

    /// <exception cref="LakeException">Conflict: a file to remove is no longer live, or one to add is live already.</exception>
    public Snapshot Build(PendingChanges changes, long timestampMs)
    {
        var current = _metadata.CurrentSnapshot;
        var sequence = _metadata.LastSequenceNumber + 1;
        var id = NewSnapshotId(sequence);
        var old = parent.Manifests(current);
        var drafts = AddedDrafts(changes, id, sequence).Concat(OldDrafts(old, changes, id)).ToArray();
        var limit = (int)TableProperties.Number(_metadata.Properties, TableProperties.ManifestMergeCount, least: 2, ManifestMerger.DefaultLimit);
        var merged = ManifestMerger.Merge(drafts, limit, parent.Entries);
        var lines = merged.Select(d => d.Kept ?? WriteManifest(d, id, sequence)).ToArray();
        probe?.Reached("manifests");

        var list = WriteList(lines, id, current?.SnapshotId, sequence);
        probe?.Reached("manifest-list");
        _replaced = old.Count - merged.Count(d => d.Kept is not null);
        var counts = new ManifestCounts(_created, merged.Count - _created, _replaced);
        return new Snapshot
        {
            SnapshotId = id,
            ParentSnapshotId = current?.SnapshotId,
            SequenceNumber = sequence,
            TimestampMs = timestampMs,
            ManifestList = list,
            Summary = SnapshotSummary.Of(current, changes, _removed, counts, stamp),
            SchemaId = schema.SchemaId,
        };
    }

    private static IEnumerable<ManifestDraft> AddedDrafts(PendingChanges changes, long snapshotId, long sequence) => changes.Added
        .GroupBy(f => (Content: ContentOf(f), f.SpecId))
        .OrderBy(g => g.Key.Content).ThenBy(g => g.Key.SpecId)
        .Select(g => ManifestDraft.Of(
            g.Key.Content,
            g.Key.SpecId,
            g.Select(f => new ManifestEntry(EntryStatus.Added, snapshotId, sequence, sequence, f)).ToArray()));

    private List<ManifestDraft> OldDrafts(IReadOnlyList<ManifestFile> manifests, PendingChanges changes, long snapshotId)
    {
        var search = new RemovalSearch(_metadata, changes);
        var drafts = new List<ManifestDraft>();
        foreach (var manifest in manifests.Where(m => m.LiveFiles > 0))
        {
            var entries = search.MayHold(manifest) ? parent.Entries(manifest) : null;
            if (entries is null || !entries.Any(search.Takes))
            {
                drafts.Add(ManifestDraft.Keep(manifest));
                continue;
            }

            drafts.Add(ManifestDraft.Of(manifest.Content, manifest.SpecId, entries
                .Where(e => e.IsLive)
                .Select(e => search.Takes(e) ? Deleted(e, snapshotId) : e with { Status = EntryStatus.Existing })
                .ToArray()));
        }

        var live = _removed.Select(f => f.FilePath).ToHashSet(StringComparer.Ordinal);
        var gone = changes.Removed.Keys.FirstOrDefault(path => !live.Contains(path));
        return gone is null
            ? drafts
            : throw LakeException.Conflict($"{gone} is to be replaced but is no longer part of the table");
    }

    private ManifestEntry Deleted(ManifestEntry entry, long snapshotId)
    {
        _removed.Add(entry.File);
        return entry with { Status = EntryStatus.Deleted, SnapshotId = snapshotId };
    }

    private ManifestFile WriteManifest(ManifestDraft draft, long snapshotId, long sequence)
    {
        var spec = _metadata.SpecById(draft.SpecId);
        var entries = draft.NewEntries ?? [];
        var name = IdSource.Name(
            [.. NameParts("manifest"), schema.SchemaId.ToString(CultureInfo.InvariantCulture), .. entries.Select(e => CanonicalText.Of(e, parent.Folder.Relative))]);
        var fileName = string.Create(CultureInfo.InvariantCulture, $"{name}-m{_created++}.avro");
        var manifest = ManifestWriter.Build(
            parent.Folder.MetadataUri(fileName), draft.Content, schema, spec, _metadata.PartitionTypes(spec), entries);
        DurableFiles.Write(Path.Combine(parent.Folder.MetadataDirectory, fileName), manifest.Bytes);
        return manifest.AddedBy(snapshotId, sequence);
    }

    private string WriteList(IReadOnlyList<ManifestFile> lines, long snapshotId, long? parentId, long sequence)
    {
        var uuid = IdSource.Uuid([.. NameParts("list"), .. lines.Select(l => CanonicalText.Of(l, parent.Folder.Relative))]);
        var fileName = string.Create(CultureInfo.InvariantCulture, $"snap-{snapshotId}-1-{uuid}.avro");
        var bytes = ManifestListWriter.Build(snapshotId, parentId, sequence, lines);
        DurableFiles.Write(Path.Combine(parent.Folder.MetadataDirectory, fileName), bytes);
        return parent.Folder.MetadataUri(fileName);
    }

    private string[] NameParts(string kind) => [kind, _metadata.TableUuid.ToString(), stamp.IdSeed];

    private long NewSnapshotId(long sequence)
    {
        var parts = new[] { sequence, _metadata.CurrentSnapshotId ?? -1 }.Select(n => n.ToString(CultureInfo.InvariantCulture)).ToArray();
        for (var attempt = 0; ; attempt++)
        {
            var id = IdSource.SnapshotId([.. NameParts("snapshot"), .. parts, attempt.ToString(CultureInfo.InvariantCulture)]);
            if (_metadata.Snapshots.All(s => s.SnapshotId != id))
            {
                return id;
            }
        }
    }

    private static ManifestContent ContentOf(DataFile file) =>
        file.Content == FileContent.Data ? ManifestContent.Data : ManifestContent.Deletes;
}
