namespace Waybill.Connectors.Postgres.Loading;

/// <summary>What a load did; all of it is committed.</summary>
public sealed record LoadResult
{
    /// <summary>Host, port and database.</summary>
    public required string Server { get; init; }

    public required string Schema { get; init; }

    /// <summary>In the order of loading.</summary>
    public required IReadOnlyList<LoadedTable> Tables { get; init; }

    /// <summary>Foreign keys that hold now, as <c>table(column) -> table(column)</c>.</summary>
    public required IReadOnlyList<string> ForeignKeys { get; init; }

    /// <summary>Notes on tables and keys.</summary>
    public required IReadOnlyList<LoadNote> Notes { get; init; }
}
