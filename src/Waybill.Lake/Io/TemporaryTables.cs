using System.Globalization;
using Waybill.DuckDb;

namespace Waybill.Lake.Io;

/// <summary>Temporary tables of one piece of work on one connection; dropped at its end.</summary>
internal sealed class TemporaryTables(DuckDbConnection connection) : IDisposable
{
    private static long _counter;

    private readonly List<string> _names = [];

    public DuckDbConnection Connection { get; } = connection;

    /// <summary>Creates a table from a select and returns its name.</summary>
    public string Create(string select, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"temp.main.__waybill_{Interlocked.Increment(ref _counter)}");
        Connection.Execute($"create temp table {name} as {select}", ct);
        _names.Add(name);
        return name;
    }

    public void Drop(string name)
    {
        Connection.Execute($"drop table if exists {name}");
        _names.Remove(name);
    }

    public void Dispose()
    {
        foreach (var name in _names)
        {
            Connection.Execute($"drop table if exists {name}");
        }

        _names.Clear();
    }
}
