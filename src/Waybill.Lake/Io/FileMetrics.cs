using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Column metrics of a data file from DuckDB's statistics (ICEBERG.md 1.7).</summary>
internal sealed class FileMetrics
{
    public SortedList<int, long> ColumnSizes { get; } = [];

    public SortedList<int, long> ValueCounts { get; } = [];

    public SortedList<int, long> NullValueCounts { get; } = [];

    public SortedList<int, byte[]> LowerBounds { get; } = [];

    public SortedList<int, byte[]> UpperBounds { get; } = [];

    /// <summary>Metrics of all leaves outside lists and maps; refuses nulls in required columns and endless times.</summary>
    /// <exception cref="LakeException">BadData.</exception>
    public static FileMetrics Of(CopyResult copy, Schema schema, IReadOnlyDictionary<string, string> properties, TableId table)
    {
        var metrics = new FileMetrics();
        metrics.AddAll(schema.Fields, "", "", copy, properties, table, required: true);
        return metrics;
    }

    private void AddAll(
        IReadOnlyList<NestedField> fields, string keyPrefix, string pathPrefix, CopyResult copy,
        IReadOnlyDictionary<string, string> properties, TableId table, bool required)
    {
        foreach (var field in fields)
        {
            var key = keyPrefix + Sql.Identifier(field.Name);
            if (field.Type is StructType s)
            {
                AddAll(s.Fields, key + ".", pathPrefix + field.Name + ".", copy, properties, table, required: false);
            }
            else if (field.Type is PrimitiveType type && copy.Columns.TryGetValue(key, out var stats))
            {
                Check(field, type, stats, required, table);
                Add(field.Id, type, stats, MetricsMode.Of(properties, pathPrefix + field.Name));
            }
        }
    }

    private static void Check(NestedField field, PrimitiveType type, IReadOnlyDictionary<string, string> stats, bool topLevel, TableId table)
    {
        if (topLevel && field.Required && Count(stats, "null_count") is { } nulls and > 0)
        {
            throw new LakeException(
                LakeErrorKind.BadData,
                $"column '{field.Name}' of {table} must not be null, {nulls} new rows have no value there",
                "filter these rows out or fill them in");
        }

        foreach (var text in new[] { stats.GetValueOrDefault("min", ""), stats.GetValueOrDefault("max", "") })
        {
            if (StatText.IsInfinite(type, text))
            {
                throw new LakeException(
                    LakeErrorKind.BadData,
                    $"column '{field.Name}' of {table} has the value '{text}', which Iceberg does not know",
                    "write null instead");
            }
        }
    }

    private void Add(int id, PrimitiveType type, IReadOnlyDictionary<string, string> stats, MetricsMode mode)
    {
        if (!mode.Counts)
        {
            return;
        }

        AddCount(ColumnSizes, id, stats, "column_size_bytes");
        AddCount(ValueCounts, id, stats, "num_values");
        AddCount(NullValueCounts, id, stats, "null_count");
        if (mode.BoundLength == 0 || !stats.TryGetValue("min", out var min) || !stats.TryGetValue("max", out var max))
        {
            return;
        }

        if (Lower(StatText.Parse(type, min), mode.BoundLength) is { } lower)
        {
            LowerBounds[id] = SingleValue.ToBytes(type, lower);
        }

        if (Upper(StatText.Parse(type, max), mode.BoundLength) is { } upper)
        {
            UpperBounds[id] = SingleValue.ToBytes(type, upper);
        }
    }

    // DuckDB takes the first of -0.0 and 0.0 it sees, Iceberg orders them: the wider bound is always right.
    private static object? Lower(object? value, int length) => value switch
    {
        0f => -0f,
        0d => -0d,
        string s => BoundText.Lower(s, length),
        byte[] b => BoundText.Lower(b, length),
        _ => value,
    };

    private static object? Upper(object? value, int length) => value switch
    {
        0f => 0f,
        0d => 0d,
        string s => BoundText.Upper(s, length),
        byte[] b => BoundText.Upper(b, length),
        _ => value,
    };

    private static void AddCount(SortedList<int, long> target, int id, IReadOnlyDictionary<string, string> stats, string name)
    {
        if (Count(stats, name) is { } count)
        {
            target[id] = count;
        }
    }

    private static long? Count(IReadOnlyDictionary<string, string> stats, string name) =>
        stats.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
