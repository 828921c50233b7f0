using System.Globalization;
using Waybill.Lake;
using Waybill.Lake.Spec;
using Waybill.Server.Answers;
using Waybill.Server.Cells;

namespace Waybill.Server.Lakes;

/// <summary>Tables and snapshots as the API shows them.</summary>
internal static class Describe
{
    public static TableInfo Table(LakeTable table) => new(
        table.Id.ToString(), Rows(table), Count(table, "total-data-files"), Count(table, "total-files-size"), table.Snapshots.Count,
        SnapshotId(table), CommittedAt(table), table.Schema.Fields.Count);

    public static TableDetails Details(LakeTable table) => new(
        table.Id.ToString(), table.Location, Columns(table), [.. table.Spec.Fields.Select(f => new PartitionFieldInfo(
            f.Name, table.Schema.Field(f.SourceId)?.Name ?? f.SourceId.ToString(CultureInfo.InvariantCulture), f.Transform.ToString() ?? ""))],
        [.. table.Snapshots.Reverse().Select(s => Snapshot(s, s.SnapshotId == table.CurrentSnapshotId))], Properties(table));

    public static IReadOnlyList<TableColumn> Columns(LakeTable table) =>
        [.. table.Schema.Fields.Select(f => new TableColumn(f.Id, f.Name, f.Type.ToString() ?? "", f.Required))];

    public static long Rows(LakeTable table) => Count(table, "total-records");

    public static string? SnapshotId(LakeTable table) => table.CurrentSnapshotId?.ToString(CultureInfo.InvariantCulture);

    public static string? CommittedAt(LakeTable table) => table.CurrentSnapshot is { } s ? CellText.Time(s.TimestampMs) : null;

    public static DataFileInfo File(LakeTable table, DataFile file)
    {
        var spec = table.Metadata.SpecById(file.SpecId);
        var prefix = table.Location + "/";
        return new DataFileInfo(
            file.FilePath.StartsWith(prefix, StringComparison.Ordinal) ? file.FilePath[prefix.Length..] : file.FilePath, file.FileFormat,
            file.RecordCount, file.FileSizeInBytes, spec.Describe(file.Partition));
    }

    private static SnapshotInfo Snapshot(Snapshot s, bool isCurrent) => new(
        s.SnapshotId.ToString(CultureInfo.InvariantCulture), s.ParentSnapshotId?.ToString(CultureInfo.InvariantCulture), CellText.Time(s.TimestampMs), s.Operation,
        s.Count("added-records"), s.Count("deleted-records"), s.Count("total-records"), s.Count("total-data-files"), s.Count("total-files-size"), isCurrent);

    // Lists of what was consumed are for the pipeline, and long.
    private static SortedDictionary<string, string> Properties(LakeTable table) => new(
        table.Properties.Where(p => p.Value.Length <= 1_000).ToDictionary(p => p.Key, p => p.Value), StringComparer.Ordinal);

    private static long Count(LakeTable table, string key) => table.CurrentSnapshot?.Count(key) ?? 0;
}
