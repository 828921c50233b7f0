using Waybill.DuckDb;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Turns a row difference into files: rewrites, position deletes and new rows, as the mode says.</summary>
internal sealed class RowRemoval(
    DuckDbConnection connection, TableWriter writer, PositionDeleteWriter deleteWriter, ScanSql scan, Schema schema, CancellationToken ct)
{
    private const double RewriteShare = 1.0 / 3;

    /// <summary>Data files that were replaced or dropped, by path.</summary>
    public List<DataFile> Rewritten { get; } = [];

    /// <summary>Delete files whose positions went into new ones.</summary>
    public List<DataFile> ReplacedDeletes { get; } = [];

    public List<DataFile> Added { get; } = [];

    /// <summary>Data files that live on with new deletes.</summary>
    public List<DataFile> Touched { get; } = [];

    public void Apply(RowDifference difference, IReadOnlyList<ScanFile> files, MergeMode mode, WriteOptions write)
    {
        var losses = Losses(difference.Gone);
        var rewrites = new List<ScanFile>();
        var touched = new List<ScanFile>();
        foreach (var file in files)
        {
            if (!losses.TryGetValue(scan.PathOf(file.File), out var lost))
            {
                continue;
            }

            var deletedBefore = DeletedBefore(file);
            if (deletedBefore + lost == file.File.RecordCount)
            {
                Rewritten.Add(file.File); // nothing is left of it
            }
            else if (Rewrites(mode, deletedBefore + lost, file.File.RecordCount))
            {
                rewrites.Add(file with { Rows = null }); // those without a key as well
                Rewritten.Add(file.File);
            }
            else
            {
                touched.Add(file);
            }
        }

        AddDeletes(touched, difference.Gone);
        WriteRows(rewrites, difference, write);
    }

    private static bool Rewrites(MergeMode mode, long gone, long all) => mode switch
    {
        MergeMode.CopyOnWrite => true,
        MergeMode.MergeOnRead => false,
        _ => gone > all * RewriteShare,
    };

    private SortedDictionary<string, long> Losses(string gone)
    {
        var losses = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using var result = connection.Query($"select {ScanSql.FileColumn}, count(*) from {gone} group by {ScanSql.FileColumn}", ct);
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                losses[chunk.Text(0, row)] = chunk.Int64(1, row);
            }
        }

        return losses;
    }

    // Positions may be named twice, by two delete files; where each file is about this data file alone and there is one, its count is exact.
    private long DeletedBefore(ScanFile file) => file.Deletes switch
    {
        [] => 0,
        [{ File.ReferencedDataFile: not null } only] => only.File.RecordCount,
        _ => connection.Scalar<long>($"select count(distinct {ScanSql.PositionColumn}) from {scan.Deleted([file])}", ct),
    };

    // One delete file per data file: older ones that are about this file alone are taken in. To leave large ones alone beside a few new
    // positions made writing cheaper and every reading dearer, and came out even.
    private void AddDeletes(List<ScanFile> files, string gone)
    {
        var digests = Digests(files, gone);
        foreach (var file in files)
        {
            var own = file.Deletes.Where(d => DeleteIndex.OnlyFile(d.File) == file.File.FilePath).ToArray();
            var path = scan.PathOf(file.File);
            var positions = $"select {ScanSql.PositionColumn} from {gone} where {ScanSql.FileColumn} = {Sql.Literal(path)}";
            if (own.Length > 0)
            {
                positions += $" union select {ScanSql.PositionColumn} from {scan.Deleted([file with { Deletes = own }])}";
                ReplacedDeletes.AddRange(own.Select(d => d.File));
            }

            Added.Add(deleteWriter.Write(connection, file.File, positions, [digests[path], .. own.Select(d => Path.GetFileName(d.File.FilePath))], ct));
            Touched.Add(file.File);
        }
    }

    /// <summary>A digest of the positions that go, by the file's local path.</summary>
    private Dictionary<string, string> Digests(List<ScanFile> files, string gone)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        if (files.Count == 0)
        {
            return digests;
        }

        using var result = connection.Query($"""
            select {ScanSql.FileColumn}, sha256(string_agg({ScanSql.PositionColumn}::varchar, ',' order by {ScanSql.PositionColumn}))
            from {gone}
            where {ScanSql.FileColumn} in ({string.Join(", ", files.Select(f => Sql.Literal(scan.PathOf(f.File))))})
            group by {ScanSql.FileColumn}
            """, ct);
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                digests[chunk.Text(0, row)] = chunk.Text(1, row);
            }
        }

        return digests;
    }

    private void WriteRows(List<ScanFile> rewrites, RowDifference difference, WriteOptions write)
    {
        var parts = new List<string>();
        if (rewrites.Count > 0)
        {
            var names = string.Join(", ", schema.Fields.Select(f => $"d.{Sql.Identifier(f.Name)}"));
            parts.Add($"select {names} from {scan.Relation(rewrites, schema.Fields, [], withPositions: true)} d "
                + $"where not exists (select 1 from {difference.Gone} g where g.{ScanSql.FileColumn} = d.{ScanSql.FileColumn} and g.{ScanSql.PositionColumn} = d.{ScanSql.PositionColumn})");
        }

        if (difference.Inserted > 0)
        {
            parts.Add(difference.InsertedSql);
        }

        if (parts.Count > 0)
        {
            Added.AddRange(writer.Write(connection, string.Join(" union all ", parts), write, ct));
        }
    }
}
