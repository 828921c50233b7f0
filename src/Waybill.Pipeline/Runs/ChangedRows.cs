using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// The rows of tables that came or went since they were last consumed, narrowed to the columns that some model has as its change key.
/// Several models read the same table: the difference between its snapshots is found once a run.
/// </summary>
internal sealed class ChangedRows(ModelLibrary library)
{
    private readonly Dictionary<(TableId Table, long? From, long? To), string> _found = [];

    /// <summary>A table with one row for every combination of key values that changed between a snapshot and now.</summary>
    public string Since(DuckDbConnection connection, LakeTable table, long? from)
    {
        var key = (table.Id, from, table.CurrentSnapshotId);
        if (!_found.TryGetValue(key, out var name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{ModelSession.Changes}.rows_{_found.Count}");
            var columns = string.Join(", ", KeyColumns(table).Select(Sql.Identifier));
            var changes = table.Changes(from, table.CurrentSnapshotId);
            connection.Execute(
                $"create table {name} as select distinct {columns} from {changes.AddedSql} union select distinct {columns} from {changes.RemovedSql}");
            _found.Add(key, name);
        }

        return name;
    }

    private IEnumerable<string> KeyColumns(LakeTable table) => library.Models
        .SelectMany(m => m.Via.GetValueOrDefault(table.Id.ToString()) ?? m.By)
        .Distinct(StringComparer.Ordinal)
        .Where(c => table.Schema.Column(c) is not null);
}
