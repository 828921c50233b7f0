using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>Puts small files of tables together; what was built from a table goes on from its new snapshot as if nothing had happened.</summary>
/// <param name="catalog">The lake.</param>
/// <param name="library">Knows the order of the rows of each table.</param>
/// <param name="database">Runs the queries.</param>
/// <param name="clockMicros">Time of the commits, µs since 1970 UTC.</param>
public sealed class Compaction(ITableCatalog catalog, ModelLibrary library, DuckDbDatabase database, long clockMicros)
{
    // What a table was built from changes in its snapshots here, never in its names. Tables of models that are no more read nothing again.
    private readonly ILookup<string, TableId> _readers = catalog.List()
        .Where(id => library.Models.Any(m => m.Name == id.ToString()))
        .SelectMany(id => Consumed.Of(catalog.Load(id))?.Inputs.Keys.Select(input => (Input: input, Reader: id)) ?? [])
        .ToLookup(r => r.Input, r => r.Reader, StringComparer.Ordinal);

    /// <summary>Compacts one table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="smallBytes">Files of fewer bytes are small.</param>
    /// <param name="ct">Interrupts; the table is as it was then.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="LakeException">Conflict: somebody else changed the same files; Io.</exception>
    public CompactedTable Run(string name, long smallBytes, CancellationToken ct)
    {
        var table = catalog.Load(TableId.Parse(name));
        var readers = _readers[name].Select(catalog.Load).ToArray();
        if (readers.Any(r => Consumed.Of(r)!.Snapshot(name) != table.CurrentSnapshotId))
        {
            return CompactedTable.Of(table, table) with { IsBehind = true }; // to them all rows would be new files
        }

        using var connection = database.Connect();
        var transaction = table.Begin(Stamp(table));
        if (transaction.Compact(connection, OrderOf(name), smallBytes, ct) == 0)
        {
            return CompactedTable.Of(table, table);
        }

        // Killed before the last of them was told, a reader compares the files once, finds no difference, and goes on as well.
        var after = transaction.Commit().Table;
        foreach (var reader in readers)
        {
            var property = Consumed.Of(reader)!.With(name, after.CurrentSnapshotId!.Value).ToProperty();
            reader.Begin(Stamp(reader)).SetProperty(property.Key, property.Value).Commit();
        }

        return CompactedTable.Of(table, after);
    }

    private CommitStamp Stamp(LakeTable table) => new(clockMicros / 1000, $"{table.Id}/{table.Metadata.LastSequenceNumber}/compact");

    // What has no order of its own keeps that in which it landed.
    private string? OrderOf(string name)
    {
        var order = library.Models.Any(m => m.QuarantineName == name)
            ? Model.QuarantineOrder
            : library.Models.FirstOrDefault(m => m.Name == name)?.Order ?? [];
        return order.Count == 0 ? null : string.Join(", ", order.Select(Sql.Identifier));
    }
}
