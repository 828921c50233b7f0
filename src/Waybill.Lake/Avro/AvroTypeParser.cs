using System.Text.Json;

namespace Waybill.Lake.Avro;

/// <summary>Reads Avro schema JSON (Avro 1.11, "Schema Declaration"), named types and references included.</summary>
internal sealed class AvroTypeParser
{
    private readonly Dictionary<string, AvroType> _named = new(StringComparer.Ordinal);

    /// <exception cref="LakeException">The text is no Avro schema.</exception>
    public static AvroType Parse(string json, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new AvroTypeParser().Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw LakeException.Corrupt($"the Avro schema of {place} is damaged: {e.Message}", e);
        }
    }

    private AvroType Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => ByName(json.GetString() ?? ""),
        JsonValueKind.Array => new AvroType(AvroKind.Union) { Branches = json.EnumerateArray().Select(Read).ToArray() },
        _ => ReadObject(json),
    };

    private AvroType ReadObject(JsonElement json)
    {
        var type = json.GetProperty("type");
        if (type.ValueKind != JsonValueKind.String)
        {
            return Read(type);
        }

        switch (type.GetString())
        {
            case "record":
                var record = Named(json, new AvroType(AvroKind.Record));
                record.Fields = json.GetProperty("fields").EnumerateArray().Select(ReadField).ToArray();
                return record;
            case "array":
                return new AvroType(AvroKind.Array) { Items = Read(json.GetProperty("items")) };
            case "map":
                return new AvroType(AvroKind.Map) { Items = Read(json.GetProperty("values")) };
            case "fixed":
                return Named(json, new AvroType(AvroKind.Fixed) { Size = json.GetProperty("size").GetInt32() });
            case "enum":
                return Named(json, new AvroType(AvroKind.Enumeration));
            case var name:
                return ByName(name ?? "");
        }
    }

    private AvroField ReadField(JsonElement json) => new(
        json.GetProperty("name").GetString() ?? "",
        json.TryGetProperty("field-id", out var id) ? id.GetInt32() : null,
        Read(json.GetProperty("type")));

    private AvroType Named(JsonElement json, AvroType type)
    {
        _named[LastPart(json.GetProperty("name").GetString() ?? "")] = type;
        return type;
    }

    // Namespaces are inherited and may be left out; the files read here never use one name in two of them.
    private static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];

    private AvroType ByName(string name) => name switch
    {
        "null" => new AvroType(AvroKind.Null),
        "boolean" => new AvroType(AvroKind.Boolean),
        "int" => new AvroType(AvroKind.Int),
        "long" => new AvroType(AvroKind.Long),
        "float" => new AvroType(AvroKind.Float),
        "double" => new AvroType(AvroKind.Double),
        "bytes" => new AvroType(AvroKind.Bytes),
        "string" => new AvroType(AvroKind.Text),
        _ => _named.TryGetValue(LastPart(name), out var type) ? type : throw new FormatException($"unknown type '{name}'"),
    };
}
