using Waybill.DuckDb;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Exact difference, as multisets of whole rows, between rows of files and staged rows.</summary>
/// <remarks>Equal rows stay where they are. What differs becomes a list of positions to take out and a list of rows to put in.</remarks>
internal sealed class RowDifference(
    TemporaryTables tables, Schema schema, ScanSql scan, IReadOnlyList<ScanFile> files, CancellationToken ct)
{
    private const string File = ScanSql.FileColumn;
    private const string Position = ScanSql.PositionColumn;

    private string? _old;

    /// <summary>Table of (file, position) of the rows to take out.</summary>
    public string Gone { get; private set; } = "";

    /// <summary>Select of the rows to put in.</summary>
    public string InsertedSql { get; private set; } = "";

    public long Deleted { get; private set; }

    public long Inserted { get; private set; }

    public long Unchanged { get; private set; }

    /// <param name="staged">Table of the rows that are to be.</param>
    /// <param name="hits">Table of (file, position) of the rows that are.</param>
    public void Compute(string staged, string hits)
    {
        var names = Names("");
        var stagedRows = Count(staged);
        var hitRows = Count(hits);
        if (hitRows == 0 || stagedRows == 0)
        {
            Set(hits, $"select {names} from {staged}", hitRows, stagedRows, unchanged: 0);
            return;
        }

        var old = _old = ReadRows(hits);
        var same = tables.Create(Pairs(old, staged), ct);
        var unchanged = Count(same);
        var gone = tables.Create(
            $"select h.{File}, h.{Position} from {hits} h where not exists (select 1 from {same} s where s.{File} = h.{File} and s.{Position} = h.{Position})", ct);
        var inserted = $"select {Names("s.")} from {staged} s where not exists (select 1 from {same} x where x.row_id = s.rowid)";
        Set(gone, inserted, hitRows - unchanged, stagedRows - unchanged, unchanged);
    }

    /// <summary>Takes rows out and puts none in.</summary>
    public void ComputeDeletion(string hits) => Set(hits, $"select {Names("")} from {ScanSql.Empty(schema.Fields)}", Count(hits), inserted: 0, unchanged: 0);

    /// <summary>Select of the rows that come and go.</summary>
    public string ChangesSql()
    {
        var inserted = $"select *, true as {MergeOptions.IsAdded} from ({InsertedSql})";
        if (Deleted == 0)
        {
            return inserted;
        }

        var old = _old ??= ReadRows(Gone);
        return $"{inserted} union all select {Names("")}, false from {old} o where exists "
            + $"(select 1 from {Gone} g where g.{File} = o.{File} and g.{Position} = o.{Position})";
    }

    // The positions are live already, so deletes need not be looked at again. Keys that lie between the bounds of a row group are often
    // not in it, for their rows went to newer files; now it is known which groups are hit.
    private string ReadRows(string hits)
    {
        var hit = HitGroups(hits);
        var plain = files.Where(f => hit.ContainsKey(scan.PathOf(f.File))).Select(f => f.Only(hit[scan.PathOf(f.File)])).ToArray();
        return tables.Create($"select * from {scan.RowsAt(plain, schema.Fields, hits)}", ct);
    }

    private Dictionary<string, List<RowRange>> HitGroups(string hits)
    {
        const int Rows = ParquetCopy.RowGroupRows; // files by others have other groups; then some rows are read for nothing
        using var result = tables.Connection.Query($"select {File}, {Position} // {Rows} as number from {hits} group by all order by all", ct);
        var found = new Dictionary<string, List<RowRange>>(StringComparer.Ordinal);
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                if (!found.TryGetValue(chunk.Text(0, row), out var ranges))
                {
                    found.Add(chunk.Text(0, row), ranges = []);
                }

                RowRange.Add(ranges, new RowRange(chunk.Int64(1, row) * Rows, (chunk.Int64(1, row) + 1) * Rows));
            }
        }

        return found;
    }

    // Without rows that are equal in every column a join pairs one to one; otherwise equal rows are numbered first.
    private string Pairs(string old, string staged)
    {
        var equal = string.Join(" and ", schema.Fields.Select(f => $"o.{Sql.Identifier(f.Name)} is not distinct from s.{Sql.Identifier(f.Name)}"));
        if (!HasEqualRows(old) && !HasEqualRows(staged))
        {
            return $"select o.{File}, o.{Position}, s.rowid as row_id from {old} o join {staged} s on {equal}";
        }

        var partition = Names("");
        return $"select o.{File}, o.{Position}, s.row_id from "
            + $"(select *, row_number() over (partition by {partition} order by {File}, {Position}) as copy from {old}) o join "
            + $"(select *, rowid as row_id, row_number() over (partition by {partition} order by rowid) as copy from {staged}) s "
            + $"on {equal} and o.copy = s.copy";
    }

    // Equal rows have equal hashes, which are far cheaper to count than rows. Two others that share one are numbered for nothing, no more.
    private bool HasEqualRows(string table) =>
        tables.Connection.Scalar<bool>($"select count(*) > count(distinct hash({Names("")})) from {table}", ct);

    private long Count(string table) => tables.Connection.Scalar<long>($"select count(*) from {table}", ct);

    private string Names(string prefix) => string.Join(", ", schema.Fields.Select(f => prefix + Sql.Identifier(f.Name)));

    private void Set(string gone, string insertedSql, long deleted, long inserted, long unchanged)
    {
        Gone = gone;
        InsertedSql = insertedSql;
        Deleted = deleted;
        Inserted = inserted;
        Unchanged = unchanged;
    }
}
