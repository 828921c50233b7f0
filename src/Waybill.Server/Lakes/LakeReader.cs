using Waybill.DuckDb;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Panels;

namespace Waybill.Server.Lakes;

/// <summary>Opens the lake for queries, as it is when they start. Thread-safe.</summary>
internal sealed class LakeReader : IDisposable
{
    private readonly ServedWorkspace _workspace;
    private readonly LakeWatch _watch;
    private readonly Lock _lock = new();
    private SharedSession? _current;

    public LakeReader(ServedWorkspace workspace)
    {
        _workspace = workspace;
        _watch = new LakeWatch(workspace.Lake);
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        Graph = new ModelGraph(workspace.Library, connection);
        Panels = PanelLibrary.Load(workspace.Library, connection);
    }

    public ModelGraph Graph { get; }

    public PanelLibrary Panels { get; }

    public ModelLibrary Library => _workspace.Library;

    public string LakeFolder => _workspace.Lake;

    /// <summary>The tables as they are now.</summary>
    public LakeEdition Edition() => _watch.Current();

    /// <summary>The tables as they are now, with a database to query them.</summary>
    public LakeLease Open()
    {
        var edition = _watch.Current();
        lock (_lock)
        {
            if (_current is null || _current.Edition != edition)
            {
                var next = new SharedSession(edition, OpenSession(edition));
                _current?.Release();
                _current = next;
            }

            return _current.Lease();
        }
    }

    /// <summary>Files have vanished under an open table: look again.</summary>
    public void Forget() => _watch.Forget();

    /// <summary>The stored tables that a query over these names reads in the end.</summary>
    public IReadOnlyList<string> TablesBehind(IEnumerable<string> names) => [.. names
        .SelectMany(n => Library.Find(n) is { Materialization: Materialization.View } ? Graph.TableInputs(n) : (IEnumerable<string>)[n])
        .Where(n => !n.StartsWith("seed.", StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        lock (_lock)
        {
            _current?.Release();
            _current = null;
        }

        if (Directory.Exists(_workspace.Temporary))
        {
            Directory.Delete(_workspace.Temporary, recursive: true);
        }
    }

    /// <summary>What names stand for in an edition, or at a time (ms since 1970 UTC).</summary>
    public LakeDefinitions Definitions(LakeEdition edition, long? asOfMs) => new(Library, Graph, edition.Tables, asOfMs);

    private LakeSession OpenSession(LakeEdition edition)
    {
        var session = LakeSession.Open(
            new DuckDbOptions { MemoryLimit = Limits.PanelMemory, TempDirectory = _workspace.Temporary }, Definitions(edition, null));
        using var connection = session.Connect();
        connection.Execute("set global parquet_metadata_cache = true"); // files never change; their footers are read once
        return session;
    }
}
