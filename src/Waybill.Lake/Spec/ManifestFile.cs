namespace Waybill.Lake.Spec;

/// <summary>One line of a manifest list (struct manifest_file).</summary>
public sealed record ManifestFile
{
    public required string Path { get; init; }

    /// <summary>Exact size in bytes.</summary>
    public required long Length { get; init; }

    public required int SpecId { get; init; }

    public required ManifestContent Content { get; init; }

    /// <summary>Sequence number of the snapshot that added the manifest.</summary>
    public required long SequenceNumber { get; init; }

    /// <summary>Smallest data sequence number of its live entries.</summary>
    public required long MinSequenceNumber { get; init; }

    public required long AddedSnapshotId { get; init; }

    public required int AddedFiles { get; init; }

    public required int ExistingFiles { get; init; }

    public required int DeletedFiles { get; init; }

    public required long AddedRows { get; init; }

    public required long ExistingRows { get; init; }

    public required long DeletedRows { get; init; }

    /// <summary>One per partition field in spec order; empty when unknown or unpartitioned.</summary>
    public IReadOnlyList<FieldSummary> Partitions { get; init; } = [];

    public byte[]? KeyMetadata { get; init; }

    public int LiveFiles => AddedFiles + ExistingFiles;
}
