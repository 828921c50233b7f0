namespace Waybill.Lake.Spec;

/// <summary>A data or delete file with its metrics (specification "Manifests", struct data_file).</summary>
public sealed record DataFile
{
    private static readonly IReadOnlyDictionary<int, long> NoCounts = new SortedList<int, long>();
    private static readonly IReadOnlyDictionary<int, byte[]> NoBounds = new SortedList<int, byte[]>();

    public FileContent Content { get; init; }

    /// <summary>Full URI; the same text names the file in position deletes.</summary>
    public required string FilePath { get; init; }

    public string FileFormat { get; init; } = "PARQUET";

    /// <summary>Partition spec of <see cref="Partition"/>; stands on the manifest, not in the entry.</summary>
    public int SpecId { get; init; }

    /// <summary>One value per field of the spec, in its order; see <see cref="PrimitiveType"/> for the CLR types.</summary>
    public IReadOnlyList<object?> Partition { get; init; } = [];

    public required long RecordCount { get; init; }

    public required long FileSizeInBytes { get; init; }

    /// <summary>Bytes per field id; this and the other metrics enumerate by rising id and leave out what is unknown.</summary>
    public IReadOnlyDictionary<int, long> ColumnSizes { get; init; } = NoCounts;

    /// <summary>Values per field id, nulls and NaNs included.</summary>
    public IReadOnlyDictionary<int, long> ValueCounts { get; init; } = NoCounts;

    public IReadOnlyDictionary<int, long> NullValueCounts { get; init; } = NoCounts;

    public IReadOnlyDictionary<int, long> NanValueCounts { get; init; } = NoCounts;

    /// <summary>Single-value bytes that are ≤ every non-null, non-NaN value.</summary>
    public IReadOnlyDictionary<int, byte[]> LowerBounds { get; init; } = NoBounds;

    /// <summary>Single-value bytes that are ≥ every non-null, non-NaN value.</summary>
    public IReadOnlyDictionary<int, byte[]> UpperBounds { get; init; } = NoBounds;

    public byte[]? KeyMetadata { get; init; }

    /// <summary>Starts of the row groups, rising; empty when unknown.</summary>
    public IReadOnlyList<long> SplitOffsets { get; init; } = [];

    public IReadOnlyList<int> EqualityIds { get; init; } = [];

    public int? SortOrderId { get; init; }

    /// <summary>The file's name was taken when it was written or it was read from a manifest: it may be part of the table already.</summary>
    internal bool MayBeLive { get; init; }

    /// <summary>The one data file that a position delete file is about, or null when it may be about several.</summary>
    public string? ReferencedDataFile { get; init; }
}
