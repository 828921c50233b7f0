using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Smallest and largest changed key, per key column: what decides which files can hold one of them.</summary>
internal sealed class KeyRanges
{
    private readonly IReadOnlyList<KeyRange> _ranges;

    private KeyRanges(IReadOnlyList<KeyRange> ranges) => _ranges = ranges;

    /// <param name="connection">Reads the keys.</param>
    /// <param name="keys">Table of the distinct keys.</param>
    /// <param name="columns">Key columns, primitive.</param>
    /// <param name="ct">Interrupts.</param>
    public static KeyRanges Of(DuckDbConnection connection, string keys, IReadOnlyList<NestedField> columns, CancellationToken ct)
    {
        var selected = columns.Select(c => Sql.Identifier(c.Name))
            .Select(c => $"min({c}), max({c}), count(*) filter (where {c} is null), coalesce(bool_or(isnan({c})), false)");
        var perColumn = columns.Zip(selected, (c, s) => Type(c).Kind is PrimitiveKind.Float or PrimitiveKind.Double
            ? s
            : s.Replace($"coalesce(bool_or(isnan({Sql.Identifier(c.Name)})), false)", "false", StringComparison.Ordinal));
        using var result = connection.Query($"select {string.Join(", ", perColumn)} from {keys}", ct);
        if (!result.NextChunk(out var chunk))
        {
            throw new InvalidOperationException("An aggregate gives one row");
        }

        return new KeyRanges(columns.Select((c, i) => new KeyRange(
            c,
            Type(c),
            ChunkValues.Read(chunk, 4 * i, 0, Type(c)),
            ChunkValues.Read(chunk, (4 * i) + 1, 0, Type(c)),
            chunk.Int64((4 * i) + 2, 0) > 0,
            chunk.Bool((4 * i) + 3, 0))).ToArray());
    }

    /// <summary>True when some key has a null in this column.</summary>
    public bool HasNull(int column) => _ranges[column].HasNull;

    /// <summary>False when a file of the manifest cannot hold any of the keys.</summary>
    public bool MayHold(TableMetadata metadata, ManifestFile manifest)
    {
        var spec = metadata.SpecById(manifest.SpecId);
        var types = metadata.PartitionTypes(spec);
        return manifest.Partitions.Count == 0 || _ranges.All(range => spec.Fields.Select((field, i) =>
            field.SourceId != range.Column.Id || range.MayHold(field.Transform, PartitionProjection.Range(manifest.Partitions[i], types[i]))).All(may => may));
    }

    /// <summary>False when the file cannot hold any of the keys.</summary>
    public bool MayHold(TableMetadata metadata, DataFile file)
    {
        var spec = metadata.SpecById(file.SpecId);
        return _ranges.All(range =>
            range.MayHold(FileRanges.Of(file, range.Column, range.Type))
            && spec.Fields.Select((field, i) =>
                field.SourceId != range.Column.Id || range.MayHold(field.Transform, PartitionProjection.Range(file.Partition[i]))).All(may => may));
    }

    /// <summary>Of files that the ranges let through, those between whose bounds some key really lies.</summary>
    /// <remarks>One old key widens the range over everything in between; looking each file's bounds up in the sorted keys undoes that.</remarks>
    public IReadOnlyList<ScanFile> Refine(TemporaryTables tables, string keys, IReadOnlyList<ScanFile> files, CancellationToken ct)
    {
        var left = files;
        foreach (var range in _ranges.Where(r => !r.HasNull && !r.HasNan && r.Lower is not null))
        {
            left = Refine(tables, keys, range, left, ct);
        }

        return left;
    }

    private static IReadOnlyList<ScanFile> Refine(
        TemporaryTables tables, string keys, KeyRange range, IReadOnlyList<ScanFile> files, CancellationToken ct)
    {
        var bounded = files
            .Select((file, i) => (Range: FileRanges.Of(file.File, range.Column, range.Type), Index: i))
            .Where(f => f.Range is { Lower: not null, Upper: not null })
            .ToArray();
        if (bounded.Length < 2)
        {
            return files;
        }

        var rows = bounded.Select(f => string.Create(
            CultureInfo.InvariantCulture,
            $"({f.Index}, {SqlLiterals.Of(range.Type, f.Range.Lower)}, {SqlLiterals.Of(range.Type, f.Range.Upper)})"));
        var column = Sql.Identifier(range.Column.Name);
        var hit = tables.Connection.List<int>(
            $"select f.i from (values {string.Join(", ", rows)}) f(i, lo, hi) "
            + $"asof join (select distinct {column} as k from {keys}) k on f.lo <= k.k where k.k <= f.hi", ct);
        var dropped = bounded.Select(f => f.Index).Except(hit).ToHashSet();
        return files.Where((_, i) => !dropped.Contains(i)).ToArray();
    }

    private static PrimitiveType Type(NestedField column) => (PrimitiveType)column.Type;
}
