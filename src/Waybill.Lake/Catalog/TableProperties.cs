using System.Globalization;

namespace Waybill.Lake.Catalog;

/// <summary>Names of the table properties that this library reads; they mean what they mean in Java.</summary>
public static class TableProperties
{
    /// <summary>Metadata files kept in the metadata log; at least 1.</summary>
    public const string PreviousVersionsMax = "write.metadata.previous-versions-max";

    /// <summary>"true": metadata files that leave the log are deleted.</summary>
    public const string DeleteAfterCommit = "write.metadata.delete-after-commit.enabled";

    /// <summary>Tries after a conflict.</summary>
    public const string CommitRetries = "commit.retry.num-retries";

    /// <summary>Manifests of one size class that are merged into one.</summary>
    public const string ManifestMergeCount = "commit.manifest.min-count-to-merge";

    /// <summary>"truncate(16)", "full", "counts" or "none"; a column has its own with <see cref="MetricsColumnPrefix"/>.</summary>
    public const string MetricsDefault = "write.metadata.metrics.default";

    public const string MetricsColumnPrefix = "write.metadata.metrics.column.";

    /// <summary>Bytes that a data file should have.</summary>
    public const string TargetFileSize = "write.target-file-size-bytes";

    /// <summary>A property as a whole number ≥ <paramref name="least"/>; the default when missing or no such number.</summary>
    internal static long Number(IReadOnlyDictionary<string, string> properties, string key, long least, long @default) =>
        properties.TryGetValue(key, out var text)
        && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least
            ? value
            : @default;

    internal static bool Flag(IReadOnlyDictionary<string, string> properties, string key) =>
        properties.TryGetValue(key, out var text) && text.Equals("true", StringComparison.OrdinalIgnoreCase);
}
