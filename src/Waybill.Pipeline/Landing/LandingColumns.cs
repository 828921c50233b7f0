using Waybill.DuckDb;

namespace Waybill.Pipeline.Landing;

/// <summary>The columns of every landing relation.</summary>
internal static class LandingColumns
{
    private static readonly string[] Provenance =
    [
        "cast(null as varchar) as _file",
        "cast(null as bigint) as _line",
        "cast(null as bigint) as _hash",
        "cast(null as timestamp) as _landed_at",
        "cast(null as blob) as _raw",
    ];

    /// <summary>A relation without rows that has the columns of an arrival.</summary>
    public static string Empty(IArrival arrival) => Empty(arrival.Columns.Concat(arrival.ExtraColumns));

    /// <summary>The same for columns by their names.</summary>
    public static string Empty(IEnumerable<string> columns)
    {
        var cells = columns.Select(c => $"cast(null as varchar) as {Sql.Identifier(c)}");
        return $"(select {string.Join(", ", cells.Concat(Provenance))} where false)";
    }
}
