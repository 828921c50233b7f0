namespace Waybill.Lake.Io;

/// <summary>What to read of a table; the default is all rows and columns of the current snapshot.</summary>
public sealed record ScanOptions
{
    public static readonly ScanOptions Default = new();

    /// <summary>Read this snapshot instead of the current one, with the schema it was written with.</summary>
    public long? SnapshotId { get; init; }

    /// <summary>Read the snapshot that was current at this time (milliseconds since 1970-01-01 UTC).</summary>
    public long? AsOfMs { get; init; }

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<ColumnFilter> Filters { get; init; } = [];

    /// <summary>Columns to read, in this order; null reads all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
}
