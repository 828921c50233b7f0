using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Io;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Engine;

/// <summary>
/// A database over a lake at one moment: macros are there, and tables, views and seeds become readable when a query first needs them. What a
/// name stands for never changes afterwards. For any number of threads, each with a connection of its own.
/// </summary>
public sealed class LakeSession : IDisposable
{
    private readonly DuckDbDatabase _database;
    private readonly ModelSession _definer;
    private readonly ModelLibrary _library;
    private readonly ModelGraph _graph;
    private readonly IReadOnlyDictionary<string, LakeTable> _tables;
    private readonly long? _asOfMs;
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private LakeSession(
        DuckDbDatabase database, ModelLibrary library, ModelGraph graph, IReadOnlyDictionary<string, LakeTable> tables, long? asOfMs)
    {
        _database = database;
        _library = library;
        _graph = graph;
        _tables = tables;
        _asOfMs = asOfMs;
        ModelSession.PrepareMacros(database, library);
        _definer = ModelSession.Open(database);
    }

    /// <summary>Opens a database of its own.</summary>
    /// <param name="options">Threads, memory and where to spill.</param>
    /// <param name="library">Models, macros and seeds.</param>
    /// <param name="graph">The same models.</param>
    /// <param name="tables">The tables of the lake by name.</param>
    /// <param name="asOfMs">Read tables as they were at this time (ms since 1970 UTC); null for as they were loaded.</param>
    public static LakeSession Open(
        DuckDbOptions options, ModelLibrary library, ModelGraph graph, IReadOnlyDictionary<string, LakeTable> tables, long? asOfMs = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(tables);
        var database = DuckDbDatabase.Open(options);
        try
        {
            return new LakeSession(database, library, graph, tables, asOfMs);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public DuckDbConnection Connect() => _database.Connect();

    /// <summary>Makes tables, views and seeds readable.</summary>
    /// <returns>The first name that the lake lacks, null when all are readable.</returns>
    public string? Define(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        lock (_lock)
        {
            return names.Select(DefineOne).FirstOrDefault(missing => missing is not null);
        }
    }

    public void Dispose()
    {
        _definer.Dispose();
        _database.Dispose();
    }

    // Gives back what is missing, for a view a table that it is made of.
    private string? DefineOne(string name)
    {
        if (_defined.Contains(name))
        {
            return null;
        }

        if (_tables.TryGetValue(name, out var table))
        {
            if (_asOfMs is not null && !table.History().Any(h => h.TimestampMs <= _asOfMs))
            {
                return name;
            }

            _definer.Define(name, table.Scan(new ScanOptions { AsOfMs = _asOfMs }).ToSql());
        }
        else if (_library.Seeds.FirstOrDefault(s => s.Name == name) is { } seed)
        {
            _definer.LoadSeed(seed);
        }
        else if (_library.Find(name) is { Materialization: Materialization.View } view)
        {
            if (_graph.Inputs(name).Select(DefineOne).FirstOrDefault(missing => missing is not null) is { } missing)
            {
                return missing;
            }

            _definer.Define(name, $"({view.Sql}\n)");
        }
        else
        {
            return name;
        }

        _defined.Add(name);
        return null;
    }
}
