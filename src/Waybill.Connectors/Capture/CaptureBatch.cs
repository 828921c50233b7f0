namespace Waybill.Connectors.Capture;

/// <summary>Files that land together, and what is true when they have.</summary>
public sealed record CaptureBatch
{
    public required IReadOnlyList<BatchFile> Files { get; init; }

    /// <summary>The end of the last transaction in it.</summary>
    public required Lsn Landed { get; init; }

    /// <summary>The largest number that a change in it has.</summary>
    public required long LastNumber { get; init; }

    /// <summary>Tables whose rows it holds for the first time.</summary>
    public IReadOnlyDictionary<string, CapturedTable> Tables { get; init; } = new SortedDictionary<string, CapturedTable>(StringComparer.Ordinal);

    /// <summary>The watermark up to which it was read; null in replication.</summary>
    public string? Watermark { get; init; }
}
