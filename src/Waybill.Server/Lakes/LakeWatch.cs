using Waybill.Lake;
using Waybill.Lake.Catalog;

namespace Waybill.Server.Lakes;

/// <summary>
/// Knows the newest state of every table. Asking costs a look for two files a table; only what has changed is read again. Thread-safe.
/// </summary>
internal sealed class LakeWatch(string folder)
{
    private readonly DirectoryCatalog _catalog = new(folder);
    private readonly Lock _lock = new();
    private LakeEdition? _current;

    /// <summary>The lake as it is now; the same object as before when nothing has changed.</summary>
    public LakeEdition Current()
    {
        lock (_lock)
        {
            return _current = Look(_current);
        }
    }

    /// <summary>Forgets what was read: files have vanished behind a table that seemed unchanged.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _current = null;
        }
    }

    private LakeEdition Look(LakeEdition? known)
    {
        var ids = _catalog.List();
        if (known is not null && known.Broken.Count == 0 && ids.Count == known.Tables.Count
            && ids.All(id => known.Tables.TryGetValue(id.ToString(), out var table) && _catalog.IsNewest(table)))
        {
            return known;
        }

        var tables = new LakeTable?[ids.Count];
        var errors = new string?[ids.Count];
        Parallel.For(0, ids.Count, i =>
        {
            try
            {
                tables[i] = known?.Tables.GetValueOrDefault(ids[i].ToString()) is { } table && _catalog.IsNewest(table) ? table : _catalog.Load(ids[i]);
            }
            catch (LakeException e)
            {
                errors[i] = e.Message;
            }
        });
        return new LakeEdition(
            tables.OfType<LakeTable>().ToDictionary(t => t.Id.ToString(), StringComparer.Ordinal),
            ids.Select((id, i) => (id, Error: errors[i])).Where(p => p.Error is not null)
                .ToDictionary(p => p.id.ToString(), p => p.Error ?? "", StringComparer.Ordinal));
    }
}
