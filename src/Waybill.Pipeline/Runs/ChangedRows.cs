using System.Collections.Concurrent;
using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Commits;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// The rows of tables that came or went since they were last consumed. Several models read the same table: the difference between its
/// snapshots is found once a run, and what a step of the run itself merged is taken from its hands. Thread-safe.
/// </summary>
internal sealed class ChangedRows(ModelLibrary library, ModelGraph graph) : IDisposable
{
    private readonly ConcurrentDictionary<(TableId Table, long? From, long? To), string> _merged = [];
    private readonly ConcurrentDictionary<(TableId Table, long? From, long? To), Lazy<string>> _compared = [];
    private readonly Lazy<ColumnUse> _use = new(() => new ColumnUse(library, graph));
    private int _tables;

    /// <summary>Selects of the values of a model's change key whose rows in an input changed since a snapshot.</summary>
    /// <param name="connection">Runs the comparison.</param>
    /// <param name="model">Who asks: rows that differ only in columns that it does not use have not changed for it.</param>
    /// <param name="input">Name of the input.</param>
    /// <param name="columns">The columns of the input that make the key; with <c>via</c> each for itself.</param>
    /// <param name="tables">Every table that the model reads, by name.</param>
    /// <param name="from">The snapshot that was consumed; null for none.</param>
    public IEnumerable<string> Keys(
        DuckDbConnection connection, Model model, string input, IReadOnlyList<string> columns, IReadOnlyDictionary<string, LakeTable> tables, long? from)
    {
        var table = tables[input];
        var isVia = model.Via.ContainsKey(input);
        if (!_merged.TryGetValue((table.Id, from, table.CurrentSnapshotId), out var changes))
        {
            var compared = Compare(connection, table, from);
            return isVia
                ? columns.Select(c => $"select distinct {Sql.Identifier(c)} as {Sql.Identifier(model.By[0])} from {compared} where {Sql.Identifier(c)} is not null")
                : [$"select distinct {Names(columns)} from {compared}"];
        }

        var used = Used(model, input, tables);
        return isVia
            ? columns.Select(c => $"select {Sql.Identifier(c)} as {Sql.Identifier(model.By[0])} from {Differing(changes, [c], used.Except(columns))} "
                + $"where {Sql.Identifier(c)} is not null")
            : [$"select {Names(columns)} from {Differing(changes, columns, used)}"];
    }

    /// <summary>The columns of an input that matter to a model.</summary>
    public IReadOnlySet<string> Used(Model model, string input, IReadOnlyDictionary<string, LakeTable> tables) => _use.Value.Of(model, input, tables);

    /// <summary>A name for the table that a merge makes of its changes; see <see cref="Merged"/>.</summary>
    public string NewTable() => string.Create(CultureInfo.InvariantCulture, $"{ModelSession.Changes}.rows_{Interlocked.Increment(ref _tables)}");

    /// <summary>Says that a table holds all rows that came and went between two snapshots.</summary>
    public void Merged(LakeTable before, LakeTable after, string changes) =>
        _merged[(after.Id, before.CurrentSnapshotId, after.CurrentSnapshotId)] = changes;

    public void Dispose()
    {
        if (_use.IsValueCreated)
        {
            _use.Value.Dispose();
        }
    }

    // Rows that came and went in equal numbers, as far as the used columns tell, changed nothing. Counted, which costs a sixth of "except all".
    private static string Differing(string changes, IEnumerable<string> key, IEnumerable<string> used)
    {
        var names = Names(key.Union(used));
        return $"(select {names} from {changes} group by {names} having count(*) filter ({MergeOptions.IsAdded}) <> count(*) filter (not {MergeOptions.IsAdded}))";
    }

    private string Compare(DuckDbConnection connection, LakeTable table, long? from)
    {
        return _compared.GetOrAdd((table.Id, from, table.CurrentSnapshotId), _ => new Lazy<string>(Find)).Value; // others who ask meanwhile wait

        string Find()
        {
            var name = NewTable();
            var columns = Names(KeyColumns(table));
            var changes = table.Changes(from, table.CurrentSnapshotId);
            connection.Execute(
                $"create table {name} as select distinct {columns} from {changes.AddedSql} union select distinct {columns} from {changes.RemovedSql}");
            return name;
        }
    }

    private IEnumerable<string> KeyColumns(LakeTable table) => library.Models
        .SelectMany(m => m.Via.GetValueOrDefault(table.Id.ToString()) ?? m.By)
        .Distinct(StringComparer.Ordinal)
        .Where(c => table.Schema.Column(c) is not null);

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(Sql.Identifier));
}
