using System.Collections.Immutable;
using System.Text.Json;

namespace Waybill.Lake.Spec;

/// <summary>Reads table metadata JSON (specification, appendix C), by any writer of format version 2.</summary>
internal static class TableMetadataReader
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "format-version", "table-uuid", "location", "last-sequence-number", "last-updated-ms", "last-column-id",
        "current-schema-id", "schemas", "schema", "default-spec-id", "partition-specs", "partition-spec", "last-partition-id",
        "default-sort-order-id", "sort-orders", "properties", "current-snapshot-id", "refs", "snapshots", "snapshot-log",
        "metadata-log",
    };

    private static readonly HashSet<string> KnownInSnapshot = new(StringComparer.Ordinal)
    {
        "sequence-number", "snapshot-id", "parent-snapshot-id", "timestamp-ms", "summary", "manifest-list", "schema-id",
    };

    /// <param name="json">The file's bytes.</param>
    /// <param name="place">Name of the file, for messages.</param>
    /// <exception cref="LakeException">Not JSON, not version 2, or a required member is missing.</exception>
    public static TableMetadata Read(ReadOnlyMemory<byte> json, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw LakeException.Corrupt($"{place} is not table metadata: {e.Message}", e);
        }
    }

    private static TableMetadata Read(JsonElement root)
    {
        var version = root.GetProperty("format-version").GetInt32();
        if (version != 2)
        {
            throw LakeException.Unsupported(
                $"{root.GetProperty("location").GetString()} has Iceberg format version {version}; this library reads version 2");
        }

        var snapshots = Items(root, "snapshots").Select(ReadSnapshot).OrderBy(s => s.SequenceNumber).ToArray();
        long? current = root.TryGetProperty("current-snapshot-id", out var id) && id.ValueKind == JsonValueKind.Number && id.GetInt64() != -1
            ? id.GetInt64()
            : null;
        return new TableMetadata
        {
            TableUuid = root.GetProperty("table-uuid").GetGuid(),
            Location = (root.GetProperty("location").GetString() ?? throw new FormatException("'location' is null")).TrimEnd('/'),
            LastSequenceNumber = root.GetProperty("last-sequence-number").GetInt64(),
            LastUpdatedMs = root.GetProperty("last-updated-ms").GetInt64(),
            LastColumnId = root.GetProperty("last-column-id").GetInt32(),
            CurrentSchemaId = root.GetProperty("current-schema-id").GetInt32(),
            Schemas = Items(root, "schemas").Select(s => TypeJson.ReadSchema(s)).ToArray(),
            DefaultSpecId = root.GetProperty("default-spec-id").GetInt32(),
            Specs = Items(root, "partition-specs").Select(ReadSpec).ToArray(),
            LastPartitionId = root.GetProperty("last-partition-id").GetInt32(),
            DefaultSortOrderId = root.GetProperty("default-sort-order-id").GetInt32(),
            SortOrders = Items(root, "sort-orders").Select(ReadSortOrder).ToArray(),
            Properties = Texts(root, "properties").ToImmutableSortedDictionary(StringComparer.Ordinal),
            CurrentSnapshotId = current,
            Refs = ReadRefs(root, current),
            Snapshots = snapshots,
            SnapshotLog = Items(root, "snapshot-log")
                .Select(e => new SnapshotLogEntry(e.GetProperty("timestamp-ms").GetInt64(), e.GetProperty("snapshot-id").GetInt64()))
                .ToArray(),
            MetadataLog = Items(root, "metadata-log")
                .Select(e => new MetadataLogEntry(e.GetProperty("timestamp-ms").GetInt64(), e.GetProperty("metadata-file").GetString() ?? ""))
                .ToArray(),
            Unknown = Others(root, Known),
        };
    }

    internal static PartitionField ReadPartitionField(JsonElement json) => new(
        json.GetProperty("source-id").GetInt32(),
        json.GetProperty("field-id").GetInt32(),
        json.GetProperty("name").GetString() ?? "",
        Transform.Parse(json.GetProperty("transform").GetString() ?? ""));

    private static PartitionSpec ReadSpec(JsonElement json) =>
        new(json.GetProperty("spec-id").GetInt32(), Items(json, "fields").Select(ReadPartitionField).ToArray());

    private static SortOrder ReadSortOrder(JsonElement json) => new(
        json.GetProperty("order-id").GetInt32(),
        Items(json, "fields").Select(f => new SortField(
            Transform.Parse(f.GetProperty("transform").GetString() ?? ""),
            f.GetProperty("source-id").GetInt32(),
            f.GetProperty("direction").GetString() == "asc",
            f.GetProperty("null-order").GetString() == "nulls-first")).ToArray());

    private static Snapshot ReadSnapshot(JsonElement json)
    {
        if (!json.TryGetProperty("manifest-list", out var list))
        {
            throw LakeException.Unsupported($"snapshot {json.GetProperty("snapshot-id").GetInt64()} has no manifest list (format version 1)");
        }

        return new Snapshot
        {
            SnapshotId = json.GetProperty("snapshot-id").GetInt64(),
            ParentSnapshotId = json.TryGetProperty("parent-snapshot-id", out var parent) && parent.ValueKind == JsonValueKind.Number
                ? parent.GetInt64()
                : null,
            SequenceNumber = json.TryGetProperty("sequence-number", out var sequence) ? sequence.GetInt64() : 0,
            TimestampMs = json.GetProperty("timestamp-ms").GetInt64(),
            ManifestList = list.GetString() ?? "",
            Summary = new OrderedDictionary<string, string>(Texts(json, "summary"), StringComparer.Ordinal),
            SchemaId = json.TryGetProperty("schema-id", out var schema) && schema.ValueKind == JsonValueKind.Number ? schema.GetInt32() : null,
            Unknown = Others(json, KnownInSnapshot),
        };
    }

    private static ImmutableSortedDictionary<string, SnapshotRef> ReadRefs(JsonElement root, long? current)
    {
        var refs = ImmutableSortedDictionary.CreateBuilder<string, SnapshotRef>(StringComparer.Ordinal);
        if (root.TryGetProperty("refs", out var json))
        {
            foreach (var member in json.EnumerateObject())
            {
                refs[member.Name] = new SnapshotRef(
                    member.Value.GetProperty("snapshot-id").GetInt64(),
                    member.Value.GetProperty("type").GetString() ?? "",
                    member.Value.Clone());
            }
        }
        else if (current is { } id)
        {
            refs[SnapshotRef.Main] = new SnapshotRef(id, SnapshotRef.Branch); // writers older than refs
        }

        return refs.ToImmutable();
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : default;

    private static IEnumerable<KeyValuePair<string, string>> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object
            ? members.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, m.Value.ValueKind == JsonValueKind.String ? m.Value.GetString() ?? "" : m.Value.GetRawText()))
            : [];

    private static KeyValuePair<string, JsonElement>[] Others(JsonElement json, HashSet<string> known) =>
        json.EnumerateObject().Where(m => !known.Contains(m.Name)).Select(m => KeyValuePair.Create(m.Name, m.Value.Clone())).ToArray();
}
