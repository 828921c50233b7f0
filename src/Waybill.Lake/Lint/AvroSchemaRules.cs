using System.Text.Json;

namespace Waybill.Lake.Lint;

/// <summary>Rules on the Avro schema of manifests and lists (ICEBERG.md 1.5): ids everywhere, optional means null first, Java's record names.</summary>
internal sealed class AvroSchemaRules(LintFindings findings, string where)
{
    public void Check(string schema, string recordName)
    {
        using var document = JsonDocument.Parse(schema);
        CheckType(document.RootElement, recordName);
    }

    private void CheckType(JsonElement type, string? recordName)
    {
        switch (type.ValueKind)
        {
            case JsonValueKind.Array:
                var branches = type.EnumerateArray().ToArray();
                findings.Expect(
                    branches.Length == 2 && branches[0].ValueKind == JsonValueKind.String && branches[0].GetString() == "null",
                    "avro/optional", where, $"a union is not [null, type]: {type.GetRawText()}");
                CheckType(branches[^1], recordName);
                break;
            case JsonValueKind.Object when type.TryGetProperty("type", out var kind) && kind.ValueKind == JsonValueKind.String:
                CheckNamed(type, kind.GetString() ?? "", recordName);
                break;
        }
    }

    private void CheckNamed(JsonElement type, string kind, string? recordName)
    {
        switch (kind)
        {
            case "record":
                findings.Expect(
                    recordName is null || type.GetProperty("name").GetString() == recordName,
                    "avro/record-name", where, $"record '{type.GetProperty("name").GetString()}' should be '{recordName}'");
                foreach (var field in type.GetProperty("fields").EnumerateArray())
                {
                    CheckField(field);
                }

                break;
            case "array":
                CheckArray(type);
                break;
            case "map":
                findings.Add("avro/map", where, "maps are arrays of key-value records: their keys are integers");
                break;
        }
    }

    private void CheckField(JsonElement field)
    {
        var name = field.GetProperty("name").GetString() ?? "";
        findings.Expect(
            name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'),
            "avro/name", where, $"'{name}' is not an Avro name");
        var hasId = field.TryGetProperty("field-id", out var id) && id.ValueKind == JsonValueKind.Number;
        findings.Expect(hasId, "avro/field-id", where, $"field '{name}' has no field-id");
        var type = field.GetProperty("type");
        if (type.ValueKind == JsonValueKind.Array)
        {
            findings.Expect(
                field.TryGetProperty("default", out var value) && value.ValueKind == JsonValueKind.Null,
                "avro/optional", where, $"optional field '{name}' has no \"default\": null");
        }

        CheckType(type, hasId ? $"r{id.GetRawText()}" : null);
    }

    private void CheckArray(JsonElement type)
    {
        var items = type.GetProperty("items");
        if (type.TryGetProperty("logicalType", out var logical) && logical.GetString() == "map")
        {
            findings.Expect(!type.TryGetProperty("element-id", out _), "avro/map", where, $"a map array has an element-id");
            var ids = items.GetProperty("fields").EnumerateArray()
                .Select(f => f.TryGetProperty("field-id", out var id) ? id.GetRawText() : "?")
                .ToArray();
            CheckType(items, ids.Length == 2 ? $"k{ids[0]}_v{ids[1]}" : null);
            return;
        }

        var hasId = type.TryGetProperty("element-id", out var element) && element.ValueKind == JsonValueKind.Number;
        findings.Expect(hasId, "avro/element-id", where, $"an array has no element-id");
        CheckType(items, hasId ? $"r{element.GetRawText()}" : null);
    }
}
