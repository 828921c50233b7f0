using System.Globalization;
using Waybill.DuckDb;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Engine;

/// <summary>
/// Sessions for models that run at the same time. What a name such as <c>silver.orders</c> stands for differs from model to model, and
/// connections share a catalog's views; so every open session has a catalog of its own, with the layers and seeds in it. Thread-safe.
/// </summary>
/// <param name="database">Prepared for sessions.</param>
/// <param name="library">Its macros and seeds.</param>
internal sealed class SessionPool(DuckDbDatabase database, ModelLibrary library)
{
    private readonly Lock _lock = new();
    private readonly Stack<(string Catalog, IReadOnlyList<string> Names)> _free = [];
    private int _catalogs;

    public ModelSession Open()
    {
        lock (_lock)
        {
            if (_free.TryPop(out var free))
            {
                var again = ModelSession.Open(database, free.Catalog, GiveBack);
                again.Forget(free.Names);
                return again;
            }

            var catalog = string.Create(CultureInfo.InvariantCulture, $"models_{++_catalogs}");
            ModelSession.CreateCatalog(database, library, catalog);
            return ModelSession.Open(database, catalog, GiveBack);
        }
    }

    private void GiveBack(string catalog, IReadOnlyList<string> names)
    {
        lock (_lock)
        {
            _free.Push((catalog, names));
        }
    }
}
