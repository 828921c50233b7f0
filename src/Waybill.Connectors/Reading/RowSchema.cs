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
            new(MetaColumns.File, DuckDbType.Varchar),
            new(MetaColumns.Line, DuckDbType.BigInt),
            new(MetaColumns.Hash, DuckDbType.BigInt),
            new(MetaColumns.LandedAt, DuckDbType.Timestamp),
            new(MetaColumns.Raw, DuckDbType.Blob),
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

    /// <summary>
    /// The column that takes a field of a file: ours by its number, or with -1 an extra one by its name.
    /// </summary>
    internal int IndexOf(int feedColumn, string name)
    {
        if (feedColumn >= 0)
        {
            return feedColumn;
        }

        for (var i = 0; i < Extras.Count; i++)
        {
            if (string.Equals(Extras[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return FeedCount + i;
            }
        }

        throw new ArgumentException($"No column '{name}'", nameof(name));
    }
}
