using System.Text.Json;
using Waybill.DuckDb;
using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Queries;

/// <summary>
/// Lets one select over tables of the lake through, by the syntax tree that DuckDB's own parser makes of it. A tree that is not a select has no
/// JSON form, so nothing that writes, attaches, copies or sets can pass.
/// </summary>
internal sealed class QueryGuard(LakeReader reader)
{
    /// <summary>Functions that make rows from nothing; all others that do, read files or settings.</summary>
    private static readonly HashSet<string> TableFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "range", "generate_series", "unnest", "generate_subscripts",
    };

    /// <summary>Functions that know more than the lake.</summary>
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "getenv", "getvariable", "current_setting", "query", "query_table", "nextval", "currval", "txid_current", "json_execute_serialized_sql",
        "from_substrait", "sleep_ms", "write_log", "parse_path", "read_text", "read_blob", "glob",
    };

    /// <exception cref="RequestException">It is not one select, or uses what is out of reach.</exception>
    public CheckedQuery Check(string sql)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw Bad("There is no query.", "Write a select, for example: select * from gold.sales limit 10");
        }

        if (sql.Length > Limits.SqlCharacters)
        {
            throw Bad($"The query has {sql.Length} characters.", $"At most {Limits.SqlCharacters} are read.");
        }

        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw Bad("The query holds a NUL character.", "Take it out.");
        }

        using var tree = Parse(sql);
        var found = new QueryTree(tree.RootElement);
        Refuse(found);
        return new CheckedQuery([.. found.Tables.Where(IsOfLake)]);
    }

    private static JsonDocument Parse(string sql)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        using (var statements = connection.Prepare("select json_serialize_sql(?::varchar)::varchar"))
        {
            var tree = JsonDocument.Parse(statements.Bind(1, sql).Scalar<string>(), new JsonDocumentOptions { MaxDepth = 4096 });
            var root = tree.RootElement;
            if (!root.GetProperty("error").GetBoolean())
            {
                return root.GetProperty("statements").GetArrayLength() == 1
                    ? tree
                    : throw Bad("There is more than one statement.", "Send one select at a time.");
            }

            var message = root.GetProperty("error_message").GetString() ?? "";
            int? position = root.TryGetProperty("position", out var at) && int.TryParse(at.GetString(), out var p) ? p : null;
            throw message.Contains("Only SELECT statements", StringComparison.Ordinal)
                ? Bad("Only a select can be run here.", "This box reads; to change the lake, change models and run: waybill run")
                : new RequestException(StatusCodes.Status400BadRequest, "The query cannot be read", message, "Correct the SQL at the marked place.") { Position = position };
        }
    }

    private void Refuse(QueryTree found)
    {
        if (found.TableFunctions.FirstOrDefault(f => !TableFunctions.Contains(f)) is { } function)
        {
            throw Bad($"{function}() is out of reach here.", "Read the tables of the lake; files and settings cannot be read.");
        }

        if (found.Functions.FirstOrDefault(Refused.Contains) is { } refused)
        {
            throw Bad($"{refused}() is out of reach here.", "Read the tables of the lake; files and settings cannot be read.");
        }

        if (found.Tables.FirstOrDefault(t => !IsOfLake(t) && !found.Expressions.Contains(t)) is { } table)
        {
            throw Bad($"There is no table {table}.", "Write layer.table, for example gold.sales; GET /api/tables lists the tables.");
        }
    }

    private bool IsOfLake(string name) => name.Contains('.', StringComparison.Ordinal)
        && (reader.Edition().Tables.ContainsKey(name) || reader.Library.Find(name) is not null || reader.Library.Seeds.Any(s => s.Name == name));

    private static RequestException Bad(string detail, string hint) => RequestException.Bad("The query cannot be run", detail, hint);
}
