using System.Text.Json;

namespace Waybill.Lake.Spec;

/// <summary>Writes table metadata JSON, version 2, members in the order of Java's <c>TableMetadataParser</c>.</summary>
internal static class TableMetadataWriter
{
    // Java puts these two between "snapshots" and "snapshot-log"; whatever else is unknown goes to the end.
    private static readonly string[] BeforeLogs = ["statistics", "partition-statistics"];

    public static byte[] Write(TableMetadata table) => JsonText.WriteBytes(w =>
    {
        w.WriteStartObject();
        w.WriteNumber("format-version", 2);
        w.WriteString("table-uuid", table.TableUuid);
        w.WriteString("location", table.Location);
        w.WriteNumber("last-sequence-number", table.LastSequenceNumber);
        w.WriteNumber("last-updated-ms", table.LastUpdatedMs);
        w.WriteNumber("last-column-id", table.LastColumnId);
        w.WriteNumber("current-schema-id", table.CurrentSchemaId);
        WriteArray(w, "schemas", table.Schemas, TypeJson.WriteSchema);
        w.WriteNumber("default-spec-id", table.DefaultSpecId);
        WriteArray(w, "partition-specs", table.Specs, WriteSpec);
        w.WriteNumber("last-partition-id", table.LastPartitionId);
        w.WriteNumber("default-sort-order-id", table.DefaultSortOrderId);
        WriteArray(w, "sort-orders", table.SortOrders, WriteSortOrder);
        WriteTexts(w, "properties", table.Properties);
        w.WriteNumber("current-snapshot-id", table.CurrentSnapshotId ?? -1); // -1 is what every reader takes for "none"
        WriteRefs(w, table);
        WriteArray(w, "snapshots", table.Snapshots, WriteSnapshot);
        WriteUnknown(w, BeforeLogs.SelectMany(name => table.Unknown.Where(u => u.Key == name)));
        WriteArray(w, "snapshot-log", table.SnapshotLog, (json, entry) =>
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp-ms", entry.TimestampMs);
            json.WriteNumber("snapshot-id", entry.SnapshotId);
            json.WriteEndObject();
        });
        WriteArray(w, "metadata-log", table.MetadataLog, (json, entry) =>
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp-ms", entry.TimestampMs);
            json.WriteString("metadata-file", entry.MetadataFile);
            json.WriteEndObject();
        });
        WriteUnknown(w, table.Unknown.Where(u => !BeforeLogs.Contains(u.Key)));
        w.WriteEndObject();
    });

    /// <summary>JSON array of a spec's fields: the "partition-spec" header of manifests.</summary>
    public static string SpecFieldsText(PartitionSpec spec) => JsonText.Write(w => WriteSpecFields(w, spec));

    private static void WriteSpec(Utf8JsonWriter w, PartitionSpec spec)
    {
        w.WriteStartObject();
        w.WriteNumber("spec-id", spec.SpecId);
        w.WritePropertyName("fields");
        WriteSpecFields(w, spec);
        w.WriteEndObject();
    }

    private static void WriteSpecFields(Utf8JsonWriter w, PartitionSpec spec)
    {
        w.WriteStartArray();
        foreach (var field in spec.Fields)
        {
            w.WriteStartObject();
            w.WriteString("name", field.Name);
            w.WriteString("transform", field.Transform.ToString());
            w.WriteNumber("source-id", field.SourceId);
            w.WriteNumber("field-id", field.FieldId);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void WriteSortOrder(Utf8JsonWriter w, SortOrder order)
    {
        w.WriteStartObject();
        w.WriteNumber("order-id", order.OrderId);
        w.WriteStartArray("fields");
        foreach (var field in order.Fields)
        {
            w.WriteStartObject();
            w.WriteString("transform", field.Transform.ToString());
            w.WriteNumber("source-id", field.SourceId);
            w.WriteString("direction", field.Ascending ? "asc" : "desc");
            w.WriteString("null-order", field.NullsFirst ? "nulls-first" : "nulls-last");
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void WriteSnapshot(Utf8JsonWriter w, Snapshot snapshot)
    {
        w.WriteStartObject();
        w.WriteNumber("sequence-number", snapshot.SequenceNumber);
        w.WriteNumber("snapshot-id", snapshot.SnapshotId);
        if (snapshot.ParentSnapshotId is { } parent)
        {
            w.WriteNumber("parent-snapshot-id", parent);
        }

        w.WriteNumber("timestamp-ms", snapshot.TimestampMs);
        WriteTexts(w, "summary", snapshot.Summary);
        w.WriteString("manifest-list", snapshot.ManifestList);
        if (snapshot.SchemaId is { } schema)
        {
            w.WriteNumber("schema-id", schema);
        }

        WriteUnknown(w, snapshot.Unknown);
        w.WriteEndObject();
    }

    private static void WriteRefs(Utf8JsonWriter w, TableMetadata table)
    {
        w.WriteStartObject("refs");
        foreach (var (name, reference) in table.Refs)
        {
            w.WriteStartObject(name);
            w.WriteNumber("snapshot-id", reference.SnapshotId);
            w.WriteString("type", reference.Type);
            if (reference.Raw is { } raw)
            {
                WriteUnknown(w, raw.EnumerateObject()
                    .Where(m => m.Name is not ("snapshot-id" or "type"))
                    .Select(m => KeyValuePair.Create(m.Name, m.Value)));
            }

            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter w, string name, IEnumerable<KeyValuePair<string, string>> texts)
    {
        w.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            w.WriteString(key, value);
        }

        w.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter w, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        w.WriteStartArray(name);
        foreach (var item in items)
        {
            write(w, item);
        }

        w.WriteEndArray();
    }

    private static void WriteUnknown(Utf8JsonWriter w, IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        foreach (var (name, value) in members)
        {
            w.WritePropertyName(name);
            value.WriteTo(w);
        }
    }
}
