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

    /// <param name="difference">What goes and what comes.</param>
    /// <param name="files">Those from which rows may go.</param>
    /// <param name="small">Files to put together with what comes.</param>
    /// <param name="mode">How rows are taken out.</param>
    /// <param name="write">How rows are written.</param>
    public void Apply(RowDifference difference, IReadOnlyList<ScanFile> files, IReadOnlyList<ScanFile> small, MergeMode mode, WriteOptions write)
    {
        var losses = Losses(difference.Gone);
        var together = small.Select(f => f.File.FilePath).ToHashSet(StringComparer.Ordinal);
        var rewrites = small.ToList();
        var touched = new List<ScanFile>();
        Rewritten.AddRange(small.Select(f => f.File));
        foreach (var file in files.Where(f => !together.Contains(f.File.FilePath)))
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
        if (files.Count == 0)
        {
            return;
        }

        var own = files.Select(f => f with { Deletes = f.Deletes.Where(d => DeleteIndex.OnlyFile(d.File) == f.File.FilePath).ToArray() }).ToArray();
        using var tables = new TemporaryTables(connection);
        var positions = tables.Create(Positions(own, gone), ct);
        var digests = connection.List<string>($"""
            select sha256(string_agg({ScanSql.PositionColumn}::varchar, ',' order by {ScanSql.PositionColumn}) filter (is_new)) from {positions} group by number order by number
            """, ct);
        for (var i = 0; i < files.Count; i++)
        {
            var replaced = own[i].Deletes.Select(d => d.File).ToArray();
            var select = $"select distinct {ScanSql.PositionColumn} from {positions} where number = {i}";
            Added.Add(deleteWriter.Write(connection, files[i].File, select, [digests[i], .. replaced.Select(d => Path.GetFileName(d.FilePath))], ct));
            ReplacedDeletes.AddRange(replaced);
            Touched.Add(files[i].File);
        }
    }

    /// <summary>A select of the positions that go, and of those in older delete files, with the number of their data file.</summary>
    private string Positions(ScanFile[] files, string gone)
    {
        var paths = string.Join(", ", files.Select((f, i) => $"({i}, {Sql.Literal(scan.PathOf(f.File))})"));
        var now = $"select n.number, g.{ScanSql.PositionColumn}, true as is_new from {gone} g join (values {paths}) n(number, path) on n.path = g.{ScanSql.FileColumn}";
        var dirty = files.Select((f, i) => (File: f, Number: i)).Where(f => f.File.Deletes.Count > 0).ToArray();
        return dirty.Length == 0
            ? now
            : $"{now} union all select number, {ScanSql.PositionColumn}, false from {scan.Deleted(dirty.Select(f => f.File).ToArray(), (_, i) => $"{dirty[i].Number}", "number")}";
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
