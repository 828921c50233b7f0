using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
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
                if (TablesOf(chunk.Utf8(1, row)) is { } tables)
                {
                    Known.TryAdd(unknown[chunk.Int32(0, row)], tables);
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

        var tree = connection.Scalar<string>($"select {Serialize(Sql.Literal(sql))}");
        return TablesOf(Encoding.UTF8.GetBytes(tree)) ?? throw new PipelineException(PipelineErrorKind.BadModel, $"{file}: {ErrorOf(tree)}",
            "A model is one select statement in DuckDB's SQL.");
    }

    private static string Serialize(string text) => $"json_serialize_sql({text}, skip_null := true, skip_empty := true, skip_default := true)::varchar";

    private static string? ErrorOf(string tree)
    {
        using var document = JsonDocument.Parse(tree);
        return document.RootElement.GetProperty("error_message").GetString();
    }

    // Read without making objects of it: of a few hundred models the trees are several megabytes. Null when there is an error instead.
    private static string[]? TablesOf(ReadOnlySpan<byte> tree)
    {
        var tables = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string? Schema, string? Table)>();
        var reader = new Utf8JsonReader(tree, new JsonReaderOptions { MaxDepth = 4096 });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(default);
                    break;
                case JsonTokenType.EndObject:
                    var (schema, table) = open.Pop();
                    if (schema is { Length: > 0 } && table is not null)
                    {
                        tables.Add($"{schema}.{table}");
                    }

                    break;
                case JsonTokenType.PropertyName when reader.ValueTextEquals("schema_name"u8):
                    reader.Read();
                    open.Push(open.Pop() with { Schema = reader.GetString() });
                    break;
                case JsonTokenType.PropertyName when reader.ValueTextEquals("table_name"u8):
                    reader.Read();
                    open.Push(open.Pop() with { Table = reader.GetString() });
                    break;
                case JsonTokenType.PropertyName when open.Count == 1 && reader.ValueTextEquals("error"u8):
                    reader.Read();
                    if (reader.GetBoolean())
                    {
                        return null;
                    }

                    break;
            }
        }

        return [.. tables];
    }
}
