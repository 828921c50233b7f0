using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>The rows that came and went between two snapshots of a table, as an exact difference of multisets.</summary>
/// <remarks>
/// Manifests that both snapshots share are not opened, and only files that differ are read. A row that moved from one file to another
/// unchanged is in neither relation.
/// </remarks>
public sealed class TableChanges
{
    private readonly ChangePlan _plan;

    internal TableChanges(TableReader reader, Snapshot? from, Snapshot? to)
    {
        NestedNames.CheckReadable(reader.Metadata);
        FromSnapshotId = from?.SnapshotId;
        ToSnapshotId = to?.SnapshotId;
        var isCurrent = to is null || to.SnapshotId == reader.Metadata.CurrentSnapshotId;
        Columns = (isCurrent ? reader.Metadata.Schema : reader.Metadata.SchemaOf(to)).Fields;
        _plan = new ChangePlan(reader, from, to);
        var scan = new ScanSql(reader.Folder);
        var added = Relation(scan, _plan.Added, _plan.Restored);
        var removed = Relation(scan, _plan.Removed, _plan.Deleted);
        AddedSql = Difference(added, removed);
        RemovedSql = Difference(removed, added);
    }

    /// <summary>Null stands for the empty table.</summary>
    public long? FromSnapshotId { get; }

    public long? ToSnapshotId { get; }

    /// <summary>Columns of both relations: those of the later snapshot.</summary>
    public IReadOnlyList<NestedField> Columns { get; }

    /// <summary>Parenthesised select of the rows that came.</summary>
    public string AddedSql { get; }

    /// <summary>Parenthesised select of the rows that went.</summary>
    public string RemovedSql { get; }

    /// <summary>True when no file differs; then both relations are empty without reading anything.</summary>
    public bool IsEmpty => _plan.IsEmpty;

    private string? Relation(ScanSql scan, IReadOnlyList<ScanFile> files, IReadOnlyList<ChangedDeletes> positions)
    {
        var parts = new List<string>();
        if (files.Count > 0)
        {
            parts.Add($"select * from {scan.Relation(files, Columns, [])}");
        }

        if (positions.Count > 0)
        {
            var names = string.Join(", ", Columns.Select(c => "d." + DuckDb.Sql.Identifier(c.Name)));
            var later = scan.Deleted(positions.Select(p => p.Later).ToArray());
            var earlier = positions.Select(p => p.Earlier).Where(f => f.Deletes.Count > 0).ToArray();
            var only = earlier.Length == 0 ? $"select distinct * from {later}" : $"select * from {later} except select * from {scan.Deleted(earlier)}";
            parts.Add($"select {names} from {scan.RowsAt(positions.Select(p => p.Later).ToArray(), Columns, $"({only})")} d");
        }

        return parts.Count == 0 ? null : string.Join(" union all ", parts);
    }

    private string Difference(string? rows, string? others) => rows is null
        ? ScanSql.Empty(Columns)
        : others is null ? $"({rows})" : $"(({rows}) except all ({others}))";
}
