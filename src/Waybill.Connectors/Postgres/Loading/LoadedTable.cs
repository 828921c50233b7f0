namespace Waybill.Connectors.Postgres.Loading;

/// <summary>What a load did with one table.</summary>
public sealed record LoadedTable
{
    /// <summary>Name without schema.</summary>
    public required string Table { get; init; }

    public required LoadAction Action { get; init; }

    /// <summary>Rows with keys that were not there before.</summary>
    public long Inserted { get; init; }

    /// <summary>Rows whose key stayed.</summary>
    public long Updated { get; init; }

    public long Deleted { get; init; }

    public double Seconds { get; init; }

    public IReadOnlyList<LoadNote> Notes { get; init; } = [];
}
