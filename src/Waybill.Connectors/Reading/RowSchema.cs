using Waybill.Connectors.Csv;
using Waybill.DuckDb;

namespace Waybill.Connectors.Reading;

/// <summary>
/// The columns that reading gives: ours, the extra ones of all files in the order of their names, then where each row
/// comes from.
/// </summary>
internal sealed class RowSchema
{
    internal RowSchema(IReadOnlyList<string> columns, IEnumerable<string> extraColumns)
    {
        Extras = [.. extraColumns.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
        DuckDbColumn[] texts = [.. columns.Concat(Extras).Select(name => new DuckDbColumn(name, DuckDbType.Varchar))];
        TextCount = texts.Length;
        FeedCount = columns.Count;
        Columns =
        [
            .. texts,
            new("_file", DuckDbType.Varchar),
            new("_line", DuckDbType.BigInt),
            new("_hash", DuckDbType.BigInt),
            new("_landed_at", DuckDbType.Timestamp),
            new("_raw", DuckDbType.Blob),
        ];
    }

    internal IReadOnlyList<DuckDbColumn> Columns { get; }

    internal IReadOnlyList<string> Extras { get; }

    /// <summary>Our columns and the extra ones; the others follow.</summary>
    internal int TextCount { get; }

    private int FeedCount { get; }

    internal int File => TextCount;

    internal int Line => TextCount + 1;

    internal int Hash => TextCount + 2;

    internal int LandedAt => TextCount + 3;

    internal int Raw => TextCount + 4;

    /// <summary>For each field of a file the column that it goes to.</summary>
    internal int[] Map(CsvLayout layout) =>
        [.. layout.Fields.Select(f => f.Column >= 0 ? f.Column : FeedCount + IndexOfExtra(f.Name))];

    private int IndexOfExtra(string name)
    {
        for (var i = 0; i < Extras.Count; i++)
        {
            if (string.Equals(Extras[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new ArgumentException($"No column '{name}'", nameof(name));
    }
}
