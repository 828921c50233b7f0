using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// The values of a model's change key whose input rows were added or removed since the model was last built, as the temporary
/// table <c>changed_keys</c>.
/// </summary>
internal sealed class ChangedKeys
{
    public const string Table = "changed_keys";

    private readonly Model _model;

    private ChangedKeys(Model model, long count)
    {
        _model = model;
        Count = count;
    }

    public long Count { get; }

    /// <summary>
    /// Finds the keys; null when they cannot be told: the model has no change key, an input without its columns changed, or an
    /// input's earlier snapshot is gone. Then the model must be built whole.
    /// </summary>
    public static ChangedKeys? Find(
        RunContext context, ModelSession session, Model model, IReadOnlyDictionary<string, LakeTable> tables, Consumed before, Consumed now)
    {
        if (model.By.Count == 0)
        {
            return null;
        }

        var sources = new List<string>();
        foreach (var (name, snapshot) in now.Inputs)
        {
            if (before.Inputs.TryGetValue(name, out var earlier) && earlier == snapshot)
            {
                continue;
            }

            if (!tables.TryGetValue(name, out var table) || KeysOf(context, session, model, name, table, before.Snapshot(name)) is not { } keys)
            {
                return null;
            }

            sources.AddRange(keys);
        }

        var connection = session.Connection;
        connection.Execute(sources.Count == 0
            ? $"create or replace temp table {Table} as select {string.Join(", ", model.By.Select(b => $"null as {Sql.Identifier(b)}"))} where false"
            : $"create or replace temp table {Table} as select distinct * from ({string.Join(" union all ", sources)}) order by all");
        return new ChangedKeys(model, connection.Scalar<long>($"select count(*) from {Table}"));
    }

    /// <summary>The rows of an input that the changed keys concern, as a relation.</summary>
    public string Restrict(ModelSession session, string input, LakeTable table)
    {
        var columns = ColumnsOf(_model, input, table);
        if (columns is null)
        {
            return table.ToSql();
        }

        if (!_model.Via.ContainsKey(input))
        {
            var known = string.Join(" and ", columns.Select(c => $"{Sql.Identifier(c)} is not null")); // a join never matches null
            var scan = table.ScanKeys(session.Connection, [$"select {Names(columns)} from {Table} where {known}"]);
            return $"(select * from {scan.ToSql()} semi join {Table} using ({Names(columns)}))";
        }

        var key = Sql.Identifier(_model.By[0]);
        var reached = table.ScanKeys(session.Connection, [.. columns.Select(c => $"select {key} as {Sql.Identifier(c)} from {Table} where {key} is not null")]);
        var tests = columns.Select(c => $"{Sql.Identifier(c)} in (select {key} from {Table})");
        return $"(select * from {reached.ToSql()} where {string.Join(" or ", tests)})";
    }

    private static IReadOnlyList<string>? KeysOf(
        RunContext context, ModelSession session, Model model, string input, LakeTable table, long? earlier)
    {
        if (ColumnsOf(model, input, table) is not { } columns || (earlier is not null && table.Snapshots.All(s => s.SnapshotId != earlier)))
        {
            return null;
        }

        var rows = context.ChangedRows.Since(session.Connection, table, earlier);
        return model.Via.ContainsKey(input)
            ? [.. columns.Select(c => $"select distinct {Sql.Identifier(c)} as {Sql.Identifier(model.By[0])} from {rows} where {Sql.Identifier(c)} is not null")]
            : [$"select distinct {Names(columns)} from {rows}"];
    }

    private static IReadOnlyList<string>? ColumnsOf(Model model, string input, LakeTable table)
    {
        var columns = model.Via.GetValueOrDefault(input) ?? model.By;
        return columns.All(c => table.Schema.Column(c) is not null) ? columns : null;
    }

    private static string Names(IReadOnlyList<string> columns) => string.Join(", ", columns.Select(Sql.Identifier));
}
