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

            if (!tables.ContainsKey(name) || KeysOf(context, session, model, name, tables, before.Snapshot(name)) is not { } keys)
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

    /// <summary>Whether the changed keys concern some rows of an input, and not all.</summary>
    public bool Narrows(string input, LakeTable table) => ColumnsOf(_model, input, table) is not null;

    /// <summary>The rows of an input that the changed keys concern, as a relation.</summary>
    /// <param name="context">Knows rows of this run.</param>
    /// <param name="session">Reads the others.</param>
    /// <param name="input">Name of the input.</param>
    /// <param name="table">The input.</param>
    /// <param name="used">The columns that the model asks for where it names the input more than once; null where it does not.</param>
    public string Restrict(RunContext context, ModelSession session, string input, LakeTable table, Func<IReadOnlySet<string>>? used = null)
    {
        var columns = ColumnsOf(_model, input, table);
        if (columns is null)
        {
            return table.ToSql();
        }

        if (!_model.Via.ContainsKey(input))
        {
            return context.KnownRows.Of(session.Connection, table, columns, Table, Count, used);
        }

        // Rows of other keys among them cost less than testing every row; the result is narrowed to the changed keys in the end.
        var key = Sql.Identifier(_model.By[0]);
        return table.ScanKeys(
            session.Connection, [.. columns.Select(c => $"select {key} as {Sql.Identifier(c)} from {Table} where {key} is not null")]).ToSql();
    }

    private static IEnumerable<string>? KeysOf(
        RunContext context, ModelSession session, Model model, string input, IReadOnlyDictionary<string, LakeTable> tables, long? earlier)
    {
        var table = tables[input];
        return ColumnsOf(model, input, table) is not { } columns || (earlier is not null && table.Snapshots.All(s => s.SnapshotId != earlier))
            ? null
            : context.ChangedRows.Keys(session.Connection, model, input, columns, tables, earlier);
    }

    private static IReadOnlyList<string>? ColumnsOf(Model model, string input, LakeTable table)
    {
        var columns = model.Via.GetValueOrDefault(input) ?? model.By;
        return columns.All(c => table.Schema.Column(c) is not null) ? columns : null;
    }

    private static string Names(IReadOnlyList<string> columns) => string.Join(", ", columns.Select(Sql.Identifier));
}
