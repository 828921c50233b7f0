using System.Collections.Concurrent;
using System.Text.Json;
using Waybill.DuckDb;

namespace Waybill.Pipeline.Models;

/// <summary>Finds the tables that a query reads, with DuckDB's own parser (<c>json_serialize_sql</c>).</summary>
internal static class SqlTables
{
    // What a query reads follows from its text alone, and a program asks for the same few hundred texts again for every run.
    private static readonly ConcurrentDictionary<string, string[]> Known = new(StringComparer.Ordinal);

    /// <summary>Names with a schema, such as <c>silver.orders</c>; common table expressions have none and are left out.</summary>
    public static IReadOnlyList<string> Read(DuckDbConnection connection, string sql, string file)
    {
        if (!Known.TryGetValue(sql, out var tables))
        {
            tables = Parse(connection, sql, file);
            Known.TryAdd(sql, tables);
        }

        return tables;
    }

    private static string[] Parse(DuckDbConnection connection, string sql, string file)
    {
        using var statement = connection.Prepare("select json_serialize_sql(?::varchar)::varchar");
        statement.Bind(1, sql);
        using var document = JsonDocument.Parse(statement.Scalar<string>(), new JsonDocumentOptions { MaxDepth = 4096 });
        if (document.RootElement.GetProperty("error").GetBoolean())
        {
            var message = document.RootElement.GetProperty("error_message").GetString();
            throw new PipelineException(PipelineErrorKind.BadModel, $"{file}: {message}",
                "A model is one select statement in DuckDB's SQL.");
        }

        var tables = new SortedSet<string>(StringComparer.Ordinal);
        Collect(document.RootElement, tables);
        return [.. tables];
    }

    private static void Collect(JsonElement element, SortedSet<string> tables)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, tables);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("schema_name", out var schema) && schema.GetString() is { Length: > 0 } name
                && element.TryGetProperty("table_name", out var table))
            {
                tables.Add($"{name}.{table.GetString()}");
            }

            foreach (var property in element.EnumerateObject())
            {
                Collect(property.Value, tables);
            }
        }
    }
}
