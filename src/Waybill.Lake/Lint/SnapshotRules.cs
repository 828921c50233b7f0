using Waybill.Lake.Spec;

namespace Waybill.Lake.Lint;

/// <summary>Rules on the list of snapshots and its log (ICEBERG.md 1.2, 1.6).</summary>
internal static class SnapshotRules
{
    private static readonly string[] Operations = ["append", "replace", "overwrite", "delete"];

    public static void Check(LintFindings findings, TableMetadata metadata)
    {
        foreach (var twice in metadata.Snapshots.GroupBy(s => s.SnapshotId).Where(g => g.Count() > 1))
        {
            findings.Add("snapshot/ids", "snapshots", FormattableString.Invariant($"snapshot {twice.Key} occurs twice"));
        }

        foreach (var snapshot in metadata.Snapshots)
        {
            CheckOne(findings, metadata, snapshot);
        }

        CheckLog(findings, metadata);
    }

    private static void CheckOne(LintFindings findings, TableMetadata metadata, Snapshot snapshot)
    {
        var where = FormattableString.Invariant($"snapshot {snapshot.SnapshotId}");
        findings.Expect(snapshot.SnapshotId > 0, "snapshot/ids", where, $"the id is not positive");
        findings.Expect(snapshot.SequenceNumber is > 0 && snapshot.SequenceNumber <= metadata.LastSequenceNumber, "snapshot/sequence", where, $"sequence number {snapshot.SequenceNumber}, last-sequence-number is {metadata.LastSequenceNumber}");
        findings.Expect(Operations.Contains(snapshot.Operation), "snapshot/operation", where, $"operation '{snapshot.Operation}'");
        findings.Expect(MetadataRules.IsAbsolute(snapshot.ManifestList), "metadata/location", where, $"'{snapshot.ManifestList}' is not an absolute URI");
        findings.Expect(snapshot.SchemaId is not { } schema || metadata.Schemas.Any(s => s.SchemaId == schema), "snapshot/schema", where, $"schema {snapshot.SchemaId} does not exist");
        var parent = metadata.Snapshots.FirstOrDefault(s => s.SnapshotId == snapshot.ParentSnapshotId);
        findings.Expect(parent is null || parent.SequenceNumber < snapshot.SequenceNumber, "snapshot/sequence", where, $"sequence number {snapshot.SequenceNumber} is not above its parent's {parent?.SequenceNumber}");
        findings.Expect(snapshot.ParentSnapshotId != snapshot.SnapshotId, "snapshot/parent", where, $"it is its own parent");
        if (snapshot.Operation == "replace")
        {
            findings.Expect(snapshot.Count("added-records") <= snapshot.Count("deleted-records"), "snapshot/replace", where, $"a replace adds more records than it deletes");
        }
    }

    private static void CheckLog(LintFindings findings, TableMetadata metadata)
    {
        foreach (var entry in metadata.SnapshotLog)
        {
            findings.Expect(metadata.Snapshots.Any(s => s.SnapshotId == entry.SnapshotId), "snapshot/log", "snapshot-log", $"snapshot {entry.SnapshotId} does not exist");
        }

        if (metadata.CurrentSnapshotId is { } current)
        {
            findings.Expect(metadata.Snapshots.Any(s => s.SnapshotId == current), "snapshot/current", "metadata", $"the current snapshot {current} does not exist");
            long? last = metadata.SnapshotLog.Count == 0 ? null : metadata.SnapshotLog[^1].SnapshotId;
            findings.Expect(last == current, "snapshot/log", "snapshot-log", $"the last entry is {last}, the current snapshot {current}");
        }
    }
}
