using System.Text.Json;

namespace Waybill.Lake.Spec;

/// <summary>JSON form of schemas and types (specification, appendix C), in Java's order of members.</summary>
internal static class TypeJson
{
    public static string SchemaText(Schema schema) => JsonText.Write(w => WriteSchema(w, schema));

    /// <summary>A struct as schema 0; the structs of manifests have field id 0, which a table schema must not.</summary>
    public static string StructText(StructType type) => JsonText.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("type", "struct");
        w.WriteNumber("schema-id", 0);
        WriteFields(w, type.Fields);
        w.WriteEndObject();
    });

    public static void WriteSchema(Utf8JsonWriter w, Schema schema)
    {
        w.WriteStartObject();
        w.WriteString("type", "struct");
        w.WriteNumber("schema-id", schema.SchemaId);
        if (schema.IdentifierFieldIds.Count > 0)
        {
            w.WriteStartArray("identifier-field-ids");
            foreach (var id in schema.IdentifierFieldIds)
            {
                w.WriteNumberValue(id);
            }

            w.WriteEndArray();
        }

        WriteFields(w, schema.Fields);
        w.WriteEndObject();
    }

    public static Schema ReadSchema(JsonElement json, int defaultId = 0)
    {
        var id = json.TryGetProperty("schema-id", out var sid) ? sid.GetInt32() : defaultId;
        var identifiers = json.TryGetProperty("identifier-field-ids", out var ids)
            ? ids.EnumerateArray().Select(e => e.GetInt32()).ToArray()
            : [];
        return new Schema(id, ReadFields(json), identifiers);
    }

    private static void WriteFields(Utf8JsonWriter w, IReadOnlyList<NestedField> fields)
    {
        w.WriteStartArray("fields");
        foreach (var field in fields)
        {
            w.WriteStartObject();
            w.WriteNumber("id", field.Id);
            w.WriteString("name", field.Name);
            w.WriteBoolean("required", field.Required);
            w.WritePropertyName("type");
            WriteType(w, field.Type);
            if (field.Doc is not null)
            {
                w.WriteString("doc", field.Doc);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void WriteType(Utf8JsonWriter w, IcebergType type)
    {
        switch (type)
        {
            case StructType s:
                w.WriteStartObject();
                w.WriteString("type", "struct");
                WriteFields(w, s.Fields);
                w.WriteEndObject();
                break;
            case ListType l:
                w.WriteStartObject();
                w.WriteString("type", "list");
                w.WriteNumber("element-id", l.ElementId);
                w.WritePropertyName("element");
                WriteType(w, l.Element);
                w.WriteBoolean("element-required", l.ElementRequired);
                w.WriteEndObject();
                break;
            case MapType m:
                w.WriteStartObject();
                w.WriteString("type", "map");
                w.WriteNumber("key-id", m.KeyId);
                w.WritePropertyName("key");
                WriteType(w, m.Key);
                w.WriteNumber("value-id", m.ValueId);
                w.WritePropertyName("value");
                WriteType(w, m.Value);
                w.WriteBoolean("value-required", m.ValueRequired);
                w.WriteEndObject();
                break;
            default:
                w.WriteStringValue(type.ToString());
                break;
        }
    }

    private static NestedField[] ReadFields(JsonElement json) =>
        json.GetProperty("fields").EnumerateArray().Select(ReadField).ToArray();

    private static NestedField ReadField(JsonElement json)
    {
        if (json.TryGetProperty("initial-default", out var value) && value.ValueKind != JsonValueKind.Null)
        {
            throw LakeException.Unsupported($"column '{json.GetProperty("name").GetString()}' has a default value (format version 3)");
        }

        return new NestedField(
            json.GetProperty("id").GetInt32(),
            json.GetProperty("name").GetString() ?? "",
            json.GetProperty("required").GetBoolean(),
            ReadType(json.GetProperty("type")),
            json.TryGetProperty("doc", out var doc) ? doc.GetString() : null);
    }

    private static IcebergType ReadType(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return PrimitiveType.Parse(json.GetString()!); // a JSON string is never null
        }

        return json.GetProperty("type").GetString() switch
        {
            "struct" => new StructType(ReadFields(json)),
            "list" => new ListType(
                json.GetProperty("element-id").GetInt32(),
                ReadType(json.GetProperty("element")),
                json.GetProperty("element-required").GetBoolean()),
            "map" => new MapType(
                json.GetProperty("key-id").GetInt32(),
                ReadType(json.GetProperty("key")),
                json.GetProperty("value-id").GetInt32(),
                ReadType(json.GetProperty("value")),
                json.GetProperty("value-required").GetBoolean()),
            var other => throw LakeException.Corrupt($"'{other}' is not a nested type"),
        };
    }
}
