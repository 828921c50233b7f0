using System.Text.Json;

namespace Waybill.IntegrationTests.Server;

/// <summary>Holds an answer against its schema in the OpenAPI document: types, required members, none that are unknown.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private const string Reference = "#/components/schemas/";

    /// <summary>What is wrong, with the place; empty when nothing is.</summary>
    public IEnumerable<string> Faults(JsonElement value, JsonElement schema, string place = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()![Reference.Length..]; // a reference is text
            return Faults(value, document.GetProperty("components").GetProperty("schemas").GetProperty(name), place);
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var faults = choices.EnumerateArray().Select(c => Faults(value, c, place).ToList()).ToList();
            return faults.Any(f => f.Count == 0) ? [] : faults[^1];
        }

        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(t => IsOf(value, t)))
        {
            return [$"{place} is {value.ValueKind}, not {type}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().SelectMany((item, i) => Faults(item, items, $"{place}[{i}]")),
            JsonValueKind.Object => MemberFaults(value, schema, place),
            _ => [],
        };
    }

    private IEnumerable<string> MemberFaults(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(r => r.ToString()).Where(name => !value.TryGetProperty(name, out _)))
            {
                yield return $"{place} lacks {name}";
            }
        }

        var hasMembers = schema.TryGetProperty("properties", out var members);
        foreach (var member in value.EnumerateObject())
        {
            var isKnown = hasMembers && members.TryGetProperty(member.Name, out _);
            var rest = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object ? additional : default;
            var faults = isKnown ? Faults(member.Value, members.GetProperty(member.Name), $"{place}.{member.Name}")
                : rest.ValueKind == JsonValueKind.Object ? Faults(member.Value, rest, $"{place}.{member.Name}")
                : [$"{place} has {member.Name}, which the document does not know"];
            foreach (var fault in faults)
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.ToString()) : [type.ToString()];

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };
}
