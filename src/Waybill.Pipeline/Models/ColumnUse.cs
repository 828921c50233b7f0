using System.Text.Json;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Pipeline.Engine;

namespace Waybill.Pipeline.Models;

/// <summary>
/// Which columns of a table a model's result can depend on. DuckDB's own planner says: the model is planned over empty tables with no
/// optimization but the removal of unused columns, and what its scans still read is what the model uses. Thread-safe.
/// </summary>
internal sealed class ColumnUse : IDisposable
{
    private readonly ModelLibrary _library;
    private readonly ModelGraph _graph;
    private readonly DuckDbDatabase _database;
    private readonly ModelSession _session;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ILookup<string, string>> _used = new(StringComparer.Ordinal);

    public ColumnUse(ModelLibrary library, ModelGraph graph)
    {
        _library = library;
        _graph = graph;
        _database = DuckDbDatabase.Open();
        ModelSession.Prepare(_database, library);
        _session = ModelSession.Open(_database);
        var others = _session.Connection.List<string>("select name from duckdb_optimizers() where name <> 'unused_columns'");
        _session.Connection.Execute($"set disabled_optimizers = {Sql.Literal(string.Join(",", others))}");
    }

    /// <summary>The columns of one input that matter to a model.</summary>
    /// <param name="model">Whose query.</param>
    /// <param name="input">Name of the table.</param>
    /// <param name="tables">Every table that the model reads, by name.</param>
    public IReadOnlySet<string> Of(Model model, string input, IReadOnlyDictionary<string, LakeTable> tables)
    {
        lock (_lock)
        {
            if (!_used.TryGetValue(model.Name, out var used))
            {
                _used[model.Name] = used = Plan(model, tables);
            }

            return used[input].ToHashSet(StringComparer.Ordinal);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _database.Dispose();
    }

    private ILookup<string, string> Plan(Model model, IReadOnlyDictionary<string, LakeTable> tables)
    {
        foreach (var (name, table) in tables.Where(t => _defined.Add(t.Key)))
        {
            _session.Connection.Execute($"create table {ModelSession.Quote(name)} as {table.ToEmptySql()}");
        }

        foreach (var view in _graph.Views(model.Name))
        {
            _session.Define(view.Name, $"({view.Sql}\n)");
        }

        using var result = _session.Connection.Query($"explain (format json) {model.Sql}");
        result.NextChunk(out var chunk);
        // explain gives one row: the kind of plan, the plan. A query of many steps is a deep plan.
        using var plan = JsonDocument.Parse(chunk!.Text(1, 0), new JsonDocumentOptions { MaxDepth = 4096 });
        return plan.RootElement.EnumerateArray().SelectMany(Scans).ToLookup(s => s.Table, s => s.Column, StringComparer.Ordinal);
    }

    private static IEnumerable<(string Table, string Column)> Scans(JsonElement node)
    {
        if (node.TryGetProperty("extra_info", out var info) && info.TryGetProperty("Table", out var table)
            && info.TryGetProperty("Projections", out var columns))
        {
            var name = string.Join('.', (table.GetString() ?? "").Split('.')[1..]).Replace("\"", "", StringComparison.Ordinal);
            var read = columns.ValueKind == JsonValueKind.Array ? columns.EnumerateArray().ToArray() : [columns];
            foreach (var column in read.Select(c => c.GetString()).Where(c => !string.IsNullOrEmpty(c)))
            {
                yield return (name, column!); // filtered
            }
        }

        foreach (var child in node.GetProperty("children").EnumerateArray().SelectMany(Scans))
        {
            yield return child;
        }
    }
}
