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

    /// <summary>DuckDB supposes that a condition leaves one row of five.</summary>
    private const int ShareOfCondition = 5;

    /// <summary>
    /// Rows whose deletes are one value, a power of two. DuckDB gathers what little a filter leaves into full batches, and copies this value
    /// for every row: of a whole file of millions of rows it filled gigabytes.
    /// </summary>
    private const int BlockRows = 16_384;

    private const string IndexColumn = "__waybill_index";
    private const string BlockColumn = "__waybill_block";
    private const string BitsColumn = "__waybill_bits";

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
            parts.Add($"select {list} from {Parquet(clean, read)}{Where([.. where, .. Rows(clean)])}");
        }

        foreach (var some in Together(files.Where(f => f.Deletes.Count > 0)))
        {
            var gone = $"(x.{BitsColumn} is null or get_bit(x.{BitsColumn}, (d.file_row_number & {BlockRows - 1})::integer) = 0)";
            parts.Add($"select {list} from {Parquet(some, read)} d left join {DeletedBits(some)} x "
                + $"on x.{IndexColumn} = d.file_index and x.{BlockColumn} = d.file_row_number // {BlockRows}"
                + Where([.. where, .. Rows(some), gone]));
        }

        return parts.Count == 0 ? Empty(columns, withPositions) : $"({string.Join(" union all ", parts)})";
    }

    /// <summary>A select of (<see cref="FileColumn"/>, <see cref="PositionColumn"/>) of the live rows that have one of many keys.</summary>
    /// <param name="files">Files to look in.</param>
    /// <param name="columns">The key's columns.</param>
    /// <param name="keys">Table of distinct keys.</param>
    /// <param name="matches">Condition on rows <c>d</c> and keys <c>k</c>.</param>
    /// <remarks>Deleted rows are left out of the few that were found; paths are put in where all else is done, for they cost more than keys.</remarks>
    public string Find(IReadOnlyList<ScanFile> files, IReadOnlyList<NestedField> columns, string keys, string matches)
    {
        var list = string.Join(", ", columns.Select(c => $"{Sql.Identifier(InnerName(c))} as {Sql.Identifier(c.Name)}"));
        var parts = new List<string>();
        foreach (var some in Together(files))
        {
            var rows = $"(select {list}, file_index as {IndexColumn}, file_row_number as {PositionColumn} from {Parquet(some, columns)}{Where(Rows(some))})";
            var found = $"(select d.{IndexColumn}, d.{PositionColumn} from {rows} d join {keys} k on {matches})";
            var paths = some.Select((f, i) => $"({Index(i)}, {Sql.Literal(PathOf(f.File))})");
            var dirty = some.Select((f, i) => (File: f, Index: i)).Where(f => f.File.Deletes.Count > 0).ToArray();
            var live = dirty.Length == 0 ? "" : $" where not exists (select 1 from {Deleted(dirty.Select(f => f.File).ToArray(), (_, i) => Index(dirty[i].Index), IndexColumn)} x "
                + $"where x.{IndexColumn} = f.{IndexColumn} and x.{PositionColumn} = f.{PositionColumn})";
            parts.Add($"select n.path as {FileColumn}, f.{PositionColumn} from {found} f join (values {string.Join(", ", paths)}) n(i, path) on n.i = f.{IndexColumn}{live}");
        }

        return parts.Count == 0 ? $"select {FileColumn}, {PositionColumn} from {Empty([], withPositions: true)}" : string.Join(" union all ", parts);
    }

    /// <summary>A parenthesised select of the rows at some positions, deleted or not, with the columns of positions.</summary>
    /// <param name="files">Files to read.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="positions">A relation of (<see cref="FileColumn"/>, <see cref="PositionColumn"/>).</param>
    public string RowsAt(IReadOnlyList<ScanFile> files, IReadOnlyList<NestedField> columns, string positions)
    {
        var list = string.Join(", ", columns.Select(c => $"d.{Sql.Identifier(InnerName(c))} as {Sql.Identifier(c.Name)}"));
        var parts = Together(files).Select(some =>
            $"select {list}, x.{FileColumn}, x.{PositionColumn} from {Parquet(some, columns)} d "
            + $"join {ByIndex(positions, some)} x on x.i = d.file_index and x.{PositionColumn} = d.file_row_number{Where(Rows(some))}").ToArray();
        return parts.Length == 0 ? Empty(columns, withPositions: true) : $"({string.Join(" union all ", parts)})";
    }

    /// <summary>read_parquet over files, columns mapped by field id: renamed, added and widened columns come out as the table has them now.</summary>
    /// <remarks>
    /// Columns have their <see cref="InnerName"/> here. DuckDB is told how many rows there are: where it is told the columns it does not
    /// look into the files before it plans, and would take all of them for empty.
    /// </remarks>
    public string Parquet(IReadOnlyList<DataFile> files, IReadOnlyList<NestedField> columns) =>
        Parquet(files.Select(PathOf), columns, files.Sum(f => f.RecordCount));

    /// <summary>A select of (local path of the data file, position) of every deleted row of these files.</summary>
    public string Deleted(IReadOnlyList<ScanFile> files) => Deleted(files, (f, _) => Sql.Literal(PathOf(f.File)), FileColumn);

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

    // Which rows of each block of a file are deleted, as bits: asking for one costs a fifth of a lookup in a hash table of positions.
    private string DeletedBits(ScanFile[] files) =>
        $"(select {IndexColumn}, {PositionColumn} // {BlockRows} as {BlockColumn}, "
        + $"bitstring_agg(({PositionColumn} & {BlockRows - 1})::integer, 0, {BlockRows - 1}) as {BitsColumn} "
        + $"from {Deleted(files, (_, i) => Index(i), IndexColumn)} where {PositionColumn} >= 0 group by all)";

    /// <summary>A select of every deleted row of these files: a label of the data file, made of the file and its place in the list, and the position.</summary>
    /// <remarks>
    /// A delete file that is about one data file is told by its number. One that is not may name data files to which it does not apply
    /// (other partition, younger), hence the list of pairs; comparing paths row by row costs ten times as much.
    /// </remarks>
    public string Deleted(IReadOnlyList<ScanFile> files, Func<ScanFile, int, string> label, string name)
    {
        var pairs = files.SelectMany((f, i) => f.Deletes.Select(d => (Delete: d.File, Data: f.File, Label: label(f, i)))).ToLookup(p => p.Delete.ReferencedDataFile is not null);
        var parts = new List<string>();
        if (pairs[true].ToArray() is { Length: > 0 } referring)
        {
            var numbers = referring.Select((p, i) => $"({Index(i)}, {p.Label})");
            parts.Add($"select n.{name}, r.pos as {PositionColumn} from read_parquet({Sql.List(referring.Select(p => PathOf(p.Delete)))}) r "
                + $"join (values {string.Join(", ", numbers)}) n(source, {name}) on n.source = r.file_index");
        }

        if (pairs[false].ToArray() is { Length: > 0 } others)
        {
            var named = others.Select(p => $"({Sql.Literal(PathOf(p.Delete))}, {Sql.Literal(p.Data.FilePath)}, {p.Label})");
            parts.Add($"select p.{name}, r.pos as {PositionColumn} from read_parquet({Sql.List(others.Select(p => PathOf(p.Delete)).Distinct(StringComparer.Ordinal))}) r "
                + $"join (values {string.Join(", ", named)}) p(source, path, {name}) on p.source = r.filename and p.path = r.file_path");
        }

        return $"({string.Join(" union all ", parts)})";
    }

    // Positions with the number of their file in a list: comparing its path for every row would cost more than reading the rows.
    private string ByIndex(string positions, ScanFile[] files)
    {
        if (files.Length == 1)
        {
            return $"(select {Index(0)} as i, {FileColumn}, {PositionColumn} from {positions} where {FileColumn} = {Sql.Literal(PathOf(files[0].File))})";
        }

        var numbers = files.Select((f, i) => $"({Sql.Literal(PathOf(f.File))}, {Index(i)})");
        return $"(select n.i, p.{FileColumn}, p.{PositionColumn} from {positions} p join (values {string.Join(", ", numbers)}) n(path, i) on n.path = p.{FileColumn})";
    }

    // Files that are read whole share one read_parquet; DuckDB skips row groups by position only when a file is alone.
    private static IEnumerable<ScanFile[]> Together(IEnumerable<ScanFile> files)
    {
        var all = files.ToArray();
        var whole = all.Where(f => f.Rows is null).ToArray();
        var parts = all.Where(f => f.Rows is not null).Select(f => new[] { f });
        return whole.Length > 0 ? parts.Prepend(whole) : parts;
    }

    private static string Parquet(IEnumerable<string> paths, IReadOnlyList<NestedField> columns, long rows)
    {
        var schema = columns.Select(c => string.Create(
            CultureInfo.InvariantCulture,
            $"{c.Id}: {{name: {Sql.Literal(InnerName(c))}, type: {Sql.Literal(SqlTypes.Of(c.Type))}, default_value: NULL}}"));
        return string.Create(
            CultureInfo.InvariantCulture, $"read_parquet({Sql.List(paths)}, schema = MAP {{{string.Join(", ", schema)}}}, explicit_cardinality = {rows})");
    }

    // DuckDB counts the row groups of a lone file before it shares them out, but not when it is told the columns: one thread would read them
    // all. A file that is named twice counts as many; the second is never opened, for no row with its number is asked for.
    private static bool IsNamedTwice(ScanFile[] files) => files is [{ File.RecordCount: > ParquetCopy.RowGroupRows }];

    private string Parquet(ScanFile[] files, IReadOnlyList<NestedField> columns)
    {
        var paths = files.Select(f => PathOf(f.File));
        var rows = files.Sum(f => f.File.RecordCount);
        return IsNamedTwice(files) ? Parquet(paths.Concat(paths), columns, rows * ShareOfCondition) : Parquet(paths, columns, rows);
    }

    /// <summary>Conditions on the rows of files that are <see cref="Together"/>.</summary>
    private static string[] Rows(ScanFile[] files)
    {
        var conditions = new List<string>();
        if (IsNamedTwice(files))
        {
            conditions.Add($"file_index = {Index(0)}");
        }

        if (files[0].Rows is { } rows)
        {
            var ranges = rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"(file_row_number >= {r.Start} and file_row_number < {r.End})"));
            conditions.Add($"({string.Join(" or ", ranges)})");
        }

        return [.. conditions];
    }

    // Of the type of file_index: comparing it with an integer makes both 128 bits wide.
    private static string Index(int index) => $"{index.ToString(CultureInfo.InvariantCulture)}::ubigint";

    private static string Where(string[] conditions) =>
        conditions.Length == 0 ? "" : " where " + string.Join(" and ", conditions);
}
