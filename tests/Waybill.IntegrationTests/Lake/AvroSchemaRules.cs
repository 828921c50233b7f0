using System.Text.Json;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>What Iceberg asks of every Avro schema (specification "Appendix A: Avro").</summary>
internal static class AvroSchemaRules
{
    /// <summary>Checks a schema and lists the fields of each of its records as "id name", with "?" behind those that may be null.</summary>
    public static SortedDictionary<string, IReadOnlyList<string>> Records(string schemaJson)
    {
        using var schema = JsonDocument.Parse(schemaJson);
        var records = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Visit(schema.RootElement, records);
        return records;
    }

    private static void Visit(JsonElement type, SortedDictionary<string, IReadOnlyList<string>> records)
    {
        if (type.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        switch (type.GetProperty("type").GetString())
        {
            case "record":
                var fields = type.GetProperty("fields").EnumerateArray().ToArray();
                Assert.True(records.TryAdd(type.GetProperty("name").ToString(), fields.Select(f => Field(f, records)).ToArray()));
                break;
            case "array":
                var isMap = type.TryGetProperty("logicalType", out var logical);
                Assert.Equal(isMap ? "map" : "", logical.ToString());
                Assert.Equal(!isMap, type.TryGetProperty("element-id", out var id) && id.ValueKind == JsonValueKind.Number);
                Visit(type.GetProperty("items"), records);
                break;
        }
    }

    private static string Field(JsonElement field, SortedDictionary<string, IReadOnlyList<string>> records)
    {
        var name = $"{field.GetProperty("field-id").GetInt32()} {field.GetProperty("name")}";
        var type = field.GetProperty("type");
        if (type.ValueKind != JsonValueKind.Array)
        {
            Visit(type, records);
            return name;
        }

        Assert.Equal(2, type.GetArrayLength());
        Assert.Equal("null", type[0].GetString());
        Assert.Equal(JsonValueKind.Null, field.GetProperty("default").ValueKind);
        Visit(type[1], records);
        return name + "?";
    }
}
