using Waybill.DuckDb;

namespace Waybill.Pipeline.Engine;

/// <summary>
/// A database over a lake at one moment: macros are there, and tables, views and seeds become readable when a query first needs them. What a
/// name stands for never changes afterwards. For any number of threads, each with a connection of its own.
/// </summary>
public sealed class LakeSession : IDisposable
{
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _definer;
    private readonly LakeDefinitions _definitions;
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private LakeSession(DuckDbDatabase database, LakeDefinitions definitions)
    {
        _database = database;
        _definitions = definitions;
        _definer = database.Connect();
        foreach (var statement in definitions.Prologue)
        {
            _definer.Execute(statement);
        }
    }

    /// <summary>Opens a database of its own.</summary>
    /// <param name="options">Threads, memory and where to spill.</param>
    /// <param name="definitions">What names stand for.</param>
    public static LakeSession Open(DuckDbOptions options, LakeDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var database = DuckDbDatabase.Open(options);
        try
        {
            return new LakeSession(database, definitions);
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

    private string? DefineOne(string name)
    {
        // Only what has run counts as defined: a file that vanished on the way must not leave a name without a meaning.
        var defined = new HashSet<string>(_defined, StringComparer.Ordinal);
        var statements = new List<string>();
        var missing = _definitions.Define(name, defined, statements);
        statements.ForEach(s => _definer.Execute(s));
        _defined.UnionWith(defined);
        return missing;
    }
}
