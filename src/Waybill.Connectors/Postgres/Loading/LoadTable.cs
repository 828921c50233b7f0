namespace Waybill.Connectors.Postgres.Loading;

/// <summary>A table that PostgreSQL shall hold, and where its rows are.</summary>
public sealed record LoadTable
{
    /// <summary>Name in the schema.</summary>
    public required string Name { get; init; }

    public required LoadSource Source { get; init; }

    /// <summary>The columns that identify a row; empty when nothing does.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Said of the table in the catalogue of the database.</summary>
    public string Comment { get; init; } = "";

    public IReadOnlyList<LoadReference> References { get; init; } = [];
}
