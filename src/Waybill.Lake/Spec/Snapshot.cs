using System.Text.Json;

namespace Waybill.Lake.Spec;

/// <summary>One state of a table (specification "Snapshots").</summary>
public sealed record Snapshot
{
    public required long SnapshotId { get; init; }

    /// <summary>The snapshot this one was made from; null for the first.</summary>
    public long? ParentSnapshotId { get; init; }

    public required long SequenceNumber { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC; rises from snapshot to snapshot.</summary>
    public required long TimestampMs { get; init; }

    /// <summary>Location of the manifest list.</summary>
    public required string ManifestList { get; init; }

    /// <summary>Free text values; "operation" is append, replace, overwrite or delete. Enumerates in the order of the file.</summary>
    public required IReadOnlyDictionary<string, string> Summary { get; init; }

    /// <summary>Schema that was current when the snapshot was made; null in tables of old writers.</summary>
    public int? SchemaId { get; init; }

    /// <summary>Members that this library does not know; written back untouched.</summary>
    internal IReadOnlyList<KeyValuePair<string, JsonElement>> Unknown { get; init; } = [];

    /// <summary>append, replace, overwrite or delete.</summary>
    public string Operation => Summary.GetValueOrDefault("operation", "");

    /// <summary>A number of the summary, 0 when it is missing or no number.</summary>
    public long Count(string key) =>
        Summary.TryGetValue(key, out var text) && long.TryParse(text, out var value) ? value : 0;
}
