using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Engine;

/// <summary>Queries over the tables of a lake as they are now, or as they were.</summary>
public sealed class LakeQuery : IDisposable
{
    private readonly DuckDbDatabase _database;
    private readonly ModelSession _session;

    private LakeQuery(DuckDbDatabase database)
    {
        _database = database;
        _session = ModelSession.Open(database);
    }

    /// <summary>Makes every table of the lake readable under its name, with the macros of the models.</summary>
    /// <param name="catalog">The lake.</param>
    /// <param name="library">The models, for their macros and seeds; null for none.</param>
    /// <param name="asOfMs">Read tables as they were at this time (ms since 1970 UTC); null for now.</param>
    public static LakeQuery Open(ITableCatalog catalog, ModelLibrary? library, long? asOfMs = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var database = DuckDbDatabase.Open();
        if (library is not null)
        {
            ModelSession.Prepare(database, library);
        }

        var query = new LakeQuery(database);
        foreach (var id in catalog.List())
        {
            query._session.Connection.Execute($"create schema if not exists {Sql.Identifier(id.Namespace)}");
            var table = catalog.Load(id);
            if (asOfMs is null || table.History().Any(h => h.TimestampMs <= asOfMs))
            {
                query._session.Define(id.ToString(), table.Scan(new ScanOptions { AsOfMs = asOfMs }).ToSql());
            }
        }

        if (library is not null)
        {
            query.DefineViews(library, catalog);
        }

        return query;
    }

    public DuckDbConnection Connection => _session.Connection;

    // A view over a table that was never built cannot be read.
    private void DefineViews(ModelLibrary library, ITableCatalog catalog)
    {
        var graph = new ModelGraph(library, Connection);
        var tables = catalog.List().Select(t => t.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var view in graph.ReadableViews(tables))
        {
            _session.Define(view.Name, $"({view.Sql}\n)");
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _database.Dispose();
    }
}
