using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>SQL that reads data files by field id and leaves out deleted positions.</summary>
internal sealed class ScanSql(TableFolder folder)
{
    /// <summary>Name of the column with the local path of the file, in relations that ask for positions.</summary>
    public const string FileColumn = "__waybill_file";

    /// <summary>Name of the column with the row's position in its file.</summary>
    public const string PositionColumn = "__waybill_pos";

    private static readonly HashSet<string> VirtualColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        "filename", "file_row_number", "file_index",
    };

    /// <param name="files">Files to read; only those with deletes pay for them.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="filters">Conditions on any column of the table.</param>
    /// <param name="withPositions">Adds <see cref="FileColumn"/> and <see cref="PositionColumn"/>.</param>
    /// <returns>A parenthesised select.</returns>
    public string Relation(
        IReadOnlyList<ScanFile> files, IReadOnlyList<NestedField> columns, IReadOnlyList<BoundFilter> filters, bool withPositions = false)
    {
        var selected = columns.Select(c => InnerName(c) == c.Name ? Sql.Identifier(c.Name) : $"{Sql.Identifier(InnerName(c))} as {Sql.Identifier(c.Name)}").ToList();
        if (withPositions)
        {
            selected.Add($"filename as {FileColumn}");
            selected.Add($"file_row_number as {PositionColumn}");
        }

        var list = string.Join(", ", selected);
        var read = columns.Concat(filters.Select(f => f.Column)).DistinctBy(c => c.Id).ToArray();
        var where = filters.Select(f => f.ToSql(InnerName(f.Column))).ToArray();
        var parts = new List<string>();
        foreach (var clean in Together(files.Where(f => f.Deletes.Count == 0)))
        {
            parts.Add($"select {list} from {Parquet(clean.Select(f => f.File), read)}{Where([.. where, .. Rows(clean[0])])}");
        }

        foreach (var some in Together(files.Where(f => f.Deletes.Count > 0)))
        {
            var gone = $"not exists (select 1 from {ByIndex(Deleted(some), some)} x where x.i = d.file_index and x.{PositionColumn} = d.file_row_number)";
            parts.Add($"select {list} from {Parquet(some.Select(f => f.File), read)} d{Where([.. where, .. Rows(some[0]), gone])}");
        }

        return parts.Count == 0 ? Empty(columns, withPositions) : $"({string.Join(" union all ", parts)})";
    }

    /// <summary>A parenthesised select of the rows at some positions, deleted or not, with the columns of positions.</summary>
    /// <param name="files">Files to read.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="positions">A relation of (<see cref="FileColumn"/>, <see cref="PositionColumn"/>).</param>
    public string RowsAt(IReadOnlyList<ScanFile> files, IReadOnlyList<NestedField> columns, string positions)
    {
        var list = string.Join(", ", columns.Select(c => $"d.{Sql.Identifier(InnerName(c))} as {Sql.Identifier(c.Name)}"));
        var parts = Together(files).Select(some =>
            $"select {list}, d.filename as {FileColumn}, d.file_row_number as {PositionColumn} from {Parquet(some.Select(f => f.File), columns)} d "
            + $"join {ByIndex(positions, some)} x on x.i = d.file_index and x.{PositionColumn} = d.file_row_number{Where([.. Rows(some[0])])}").ToArray();
        return parts.Length == 0 ? Empty(columns, withPositions: true) : $"({string.Join(" union all ", parts)})";
    }

    /// <summary>read_parquet over files, columns mapped by field id: renamed, added and widened columns come out as the table has them now.</summary>
    /// <remarks>Columns have their <see cref="InnerName"/> here.</remarks>
    public string Parquet(IEnumerable<DataFile> files, IReadOnlyList<NestedField> columns)
    {
        var schema = columns.Select(c => string.Create(
            CultureInfo.InvariantCulture,
            $"{c.Id}: {{name: {Sql.Literal(InnerName(c))}, type: {Sql.Literal(SqlTypes.Of(c.Type))}, default_value: NULL}}"));
        return $"read_parquet({Sql.List(files.Select(PathOf))}, schema = MAP {{{string.Join(", ", schema)}}})";
    }

    /// <summary>A select of (local path of the data file, position) of every deleted row of these files.</summary>
    /// <remarks>A delete file may name data files to which it does not apply (other partition, younger), hence the list of pairs.</remarks>
    public string Deleted(IReadOnlyList<ScanFile> files)
    {
        var pairs = files.SelectMany(f => f.Deletes.Select(d =>
            $"({Sql.Literal(PathOf(d.File))}, {Sql.Literal(f.File.FilePath)}, {Sql.Literal(PathOf(f.File))})"));
        var deletes = files.SelectMany(f => f.Deletes).Select(d => PathOf(d.File)).Distinct(StringComparer.Ordinal);
        return $"(select p.data as {FileColumn}, r.pos as {PositionColumn} from read_parquet({Sql.List(deletes)}) r "
            + $"join (values {string.Join(", ", pairs)}) p(source, name, data) on p.source = r.filename and p.name = r.file_path)";
    }

    /// <summary>Name of a column inside read_parquet, where DuckDB has virtual columns of its own.</summary>
    public static string InnerName(NestedField column) =>
        VirtualColumns.Contains(column.Name) ? string.Create(CultureInfo.InvariantCulture, $"__waybill_{column.Id}") : column.Name;

    /// <exception cref="LakeException">Unsupported: the file is not Parquet.</exception>
    public string PathOf(DataFile file) => file.FileFormat.Equals("PARQUET", StringComparison.OrdinalIgnoreCase)
        ? folder.PathOf(file.FilePath)
        : throw LakeException.Unsupported($"{file.FilePath} is a {file.FileFormat} file; this library reads Parquet");

    /// <summary>A select without rows and with the right types.</summary>
    public static string Empty(IReadOnlyList<NestedField> columns, bool withPositions = false)
    {
        var selected = columns.Select(c => $"cast(null as {SqlTypes.Of(c.Type)}) as {Sql.Identifier(c.Name)}").ToList();
        if (withPositions)
        {
            selected.Add($"cast(null as VARCHAR) as {FileColumn}");
            selected.Add($"cast(null as BIGINT) as {PositionColumn}");
        }

        return $"(select {string.Join(", ", selected)} where false)";
    }

    // Positions with the number of their file in a list: comparing its path for every row would cost more than reading the rows.
    private string ByIndex(string positions, IReadOnlyList<ScanFile> files)
    {
        var numbers = files.Select((f, i) => string.Create(CultureInfo.InvariantCulture, $"({Sql.Literal(PathOf(f.File))}, {i})"));
        return $"(select n.i, p.{PositionColumn} from {positions} p join (values {string.Join(", ", numbers)}) n(path, i) on n.path = p.{FileColumn})";
    }

    // Files that are read whole share one read_parquet; DuckDB skips row groups by position only when a file is alone.
    private static IEnumerable<ScanFile[]> Together(IEnumerable<ScanFile> files)
    {
        var all = files.ToArray();
        var whole = all.Where(f => f.Rows is null).ToArray();
        var parts = all.Where(f => f.Rows is not null).Select(f => new[] { f });
        return whole.Length > 0 ? parts.Prepend(whole) : parts;
    }

    private static IEnumerable<string> Rows(ScanFile file) => file.Rows is null
        ? []
        : [$"({string.Join(" or ", file.Rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"(file_row_number >= {r.Start} and file_row_number < {r.End})")))})"];

    private static string Where(string[] conditions) =>
        conditions.Length == 0 ? "" : " where " + string.Join(" and ", conditions);
}
