using Waybill.Lake;
using Waybill.Lake.Catalog;

namespace Waybill.Pipeline.Runs;

/// <summary>The snapshots from which runs go on. Without one of them its readers would be built anew, from everything.</summary>
public static class ConsumedSnapshots
{
    /// <summary>Ids of the snapshots that the tables of a lake were last built from.</summary>
    /// <exception cref="LakeException">A table's metadata is damaged.</exception>
    public static IReadOnlySet<long> Of(ITableCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.List().Select(id => Consumed.Of(catalog.Load(id)))
            .OfType<Consumed>()
            .SelectMany(consumed => consumed.Inputs.Keys.Select(consumed.Snapshot))
            .OfType<long>()
            .ToHashSet();
    }
}
