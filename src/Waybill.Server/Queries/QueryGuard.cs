using System.Text.Json;
using Waybill.DuckDb;
using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Queries;

/// <summary>
/// Lets one select over tables of the lake through, by the syntax tree that DuckDB's own parser makes of it. A statement that is not a select has no
/// JSON form, so nothing that writes, attaches, copies or sets can pass. Thread-safe.
/// </summary>
internal sealed class QueryGuard : IDisposable
{
    /// <summary>Functions that make rows from nothing; all others that stand for tables read files or settings.</summary>
    private static readonly HashSet<string> TableFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "range", "generate_series", "unnest", "generate_subscripts",
    };

    /// <summary>Functions that know or do more than the lake.</summary>
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "getenv", "getvariable", "current_setting", "query", "query_table", "nextval", "currval", "json_execute_serialized_sql", "sleep_ms", "write_log",
        "read_text", "read_blob", "read_csv", "read_csv_auto", "read_json", "read_json_auto", "read_parquet", "parquet_scan", "glob",
    };

    private readonly LakeReader _reader;
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;
    private readonly Lock _lock = new();

    public QueryGuard(LakeReader reader)
    {
        _reader = reader;
        _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1, MemoryLimit = "256MB", TempDirectory = "" });
        _connection = _database.Connect();
    }

    /// <summary>The tables, views and seeds of the lake that a query reads.</summary>
    /// <exception cref="RequestException">It is not one select, or uses what is out of reach.</exception>
    public IReadOnlyList<string> Check(string sql, LakeEdition edition)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw Bad("There is no query.", "Write a select, for example: select * from gold.sales limit 10");
        }

        if (sql.Length > Limits.SqlCharacters || sql.Contains('\0', StringComparison.Ordinal))
        {
            throw Bad($"The query has {sql.Length} characters, or a NUL among them.", $"At most {Limits.SqlCharacters} characters are read.");
        }

        using var tree = Parse(sql);
        var found = new QueryTree(tree.RootElement);
        RefuseFunctions(found);
        return [.. found.Tables.Where(t => !found.Expressions.Contains(t)).Select(t => OfLake(t, edition) ?? throw NoTable(t)).Distinct(StringComparer.Ordinal)];
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private JsonDocument Parse(string sql)
    {
        JsonDocument tree;
        try
        {
            tree = JsonDocument.Parse(Serialize(sql), new JsonDocumentOptions { MaxDepth = 4096 });
        }
        catch (Exception e) when (e is JsonException or DuckDbException)
        {
            throw Bad("The query is nested too deep.", "Write it with common table expressions.");
        }

        var root = tree.RootElement;
        if (!root.GetProperty("error").GetBoolean())
        {
            return root.GetProperty("statements").GetArrayLength() switch
            {
                1 => tree,
                0 => throw Bad("There is no query.", "Write a select, for example: select * from gold.sales limit 10"),
                _ => throw Bad("There is more than one statement.", "Send one select at a time."),
            };
        }

        var message = root.GetProperty("error_message").GetString() ?? "";
        throw message.Contains("Only SELECT statements", StringComparison.Ordinal)
            ? Bad("Only a select can be run here.", "This box reads; to change the lake, change models and run: waybill run")
            : new RequestException(StatusCodes.Status400BadRequest, "The query cannot be read", message, "Correct the SQL at the marked place.") { Position = Position(root, sql) };
    }

    private string Serialize(string sql)
    {
        lock (_lock)
        {
            using var statement = _connection.Prepare("select json_serialize_sql(?::varchar)::varchar");
            return statement.Bind(1, sql).Scalar<string>();
        }
    }

    // The parser counts code points, readers of JSON count UTF-16.
    private static int? Position(JsonElement root, string sql) =>
        root.TryGetProperty("position", out var at) && int.TryParse(at.GetString(), out var runes)
            ? sql.EnumerateRunes().Take(runes).Sum(r => r.Utf16SequenceLength)
            : null;

    private static void RefuseFunctions(QueryTree found)
    {
        if ((found.TableFunctions.FirstOrDefault(f => !TableFunctions.Contains(f)) ?? found.Functions.FirstOrDefault(Refused.Contains)) is { } function)
        {
            throw Bad($"{function}() is out of reach here.", "Read the tables of the lake; files and settings cannot be read.");
        }
    }

    // SQL does not tell GOLD.Sales from gold.sales.
    private string? OfLake(string name, LakeEdition edition) =>
        edition.Tables.Keys.Concat(_reader.Library.Models.Select(m => m.Name)).Concat(_reader.Library.Seeds.Select(s => s.Name))
            .FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static RequestException NoTable(string name) =>
        Bad($"There is no table {name}.", "Write layer.table, for example gold.sales; GET /api/tables lists the tables.");

    private static RequestException Bad(string detail, string hint) => RequestException.Bad("The query cannot be run", detail, hint);
}
