using System.Text.Json;

namespace Waybill.Server.Queries;

/// <summary>What a query names, from the JSON form of its syntax tree (<c>json_serialize_sql</c>).</summary>
internal sealed class QueryTree
{
    private readonly SortedSet<string> _tables = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _expressions = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _functions = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _tableFunctions = new(StringComparer.OrdinalIgnoreCase);

    public QueryTree(JsonElement root) => Visit(root);

    /// <summary>Names of tables as written, with their schema where they have one.</summary>
    public IReadOnlySet<string> Tables => _tables;

    /// <summary>Names of common table expressions.</summary>
    public IReadOnlySet<string> Expressions => _expressions;

    /// <summary>Functions in expressions.</summary>
    public IReadOnlySet<string> Functions => _functions;

    /// <summary>Functions that stand for tables.</summary>
    public IReadOnlySet<string> TableFunctions => _tableFunctions;

    private void Visit(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Visit(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            Note(element);
            foreach (var property in element.EnumerateObject())
            {
                Visit(property.Value);
            }
        }
    }

    private void Note(JsonElement node)
    {
        if (node.TryGetProperty("cte_map", out var ctes) && ctes.TryGetProperty("map", out var map) && map.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in map.EnumerateArray())
            {
                _expressions.Add(Text(entry, "key"));
            }
        }

        switch (Text(node, "type"))
        {
            case "BASE_TABLE":
                _tables.Add(string.Join('.', new[] { Text(node, "catalog_name"), Text(node, "schema_name"), Text(node, "table_name") }.Where(n => n.Length > 0)));
                break;
            case "TABLE_FUNCTION" when node.TryGetProperty("function", out var call):
                _tableFunctions.Add(Text(call, "function_name"));
                break;
            default:
                if (Text(node, "function_name") is { Length: > 0 } name)
                {
                    _functions.Add(name);
                }

                break;
        }
    }

    private static string Text(JsonElement node, string property) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
