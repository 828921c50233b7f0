using System.Collections.Concurrent;
using System.Globalization;
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

    /// <summary>Parses many texts by one statement, which is planned once; what cannot be parsed is left for <see cref="Read"/> to report.</summary>
    public static void Learn(DuckDbConnection connection, IEnumerable<string> texts)
    {
        var unknown = texts.Where(t => !Known.ContainsKey(t) && !t.Contains('\0', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var rows = unknown.Select((text, i) => string.Create(CultureInfo.InvariantCulture, $"({i}, {Sql.Literal(text)})"));
        using var result = connection.Query($"select i, {Serialize("text")} from (values {string.Join(", ", rows)}) as texts(i, text)");
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                using var tree = Tree(chunk.Text(1, row));
                if (!tree.RootElement.GetProperty("error").GetBoolean())
                {
                    Known.TryAdd(unknown[chunk.Int32(0, row)], TablesOf(tree));
                }
            }
        }
    }

    private static string[] Parse(DuckDbConnection connection, string sql, string file)
    {
        if (sql.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var place)
        {
            throw new PipelineException(PipelineErrorKind.BadModel, $"{file}: there is a NUL character behind: {sql[Math.Max(0, place - 20)..place]}", "Take it out.");
        }

        using var document = Tree(connection.Scalar<string>($"select {Serialize(Sql.Literal(sql))}"));
        if (document.RootElement.GetProperty("error").GetBoolean())
        {
            var message = document.RootElement.GetProperty("error_message").GetString();
            throw new PipelineException(PipelineErrorKind.BadModel, $"{file}: {message}",
                "A model is one select statement in DuckDB's SQL.");
        }

        return TablesOf(document);
    }

    private static string Serialize(string text) => $"json_serialize_sql({text}, skip_null := true, skip_empty := true, skip_default := true)::varchar";

    private static JsonDocument Tree(string json) => JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4096 });

    private static string[] TablesOf(JsonDocument tree)
    {
        var tables = new SortedSet<string>(StringComparer.Ordinal);
        Collect(tree.RootElement, tables);
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
