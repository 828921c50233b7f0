using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>Brings computed rows into a table of the lake, in one commit.</summary>
internal sealed class Publication(RunContext context, DuckDbConnection connection)
{
    /// <summary>Replaces everything that the table holds.</summary>
    public Published Whole(string name, Model model, string rows, KeyValuePair<string, string>? property, CancellationToken ct) =>
        Commit(name, Write(name, model, rows, ColumnsOf(rows), ct), property);

    /// <summary>Writes the files of a whole table; nobody sees them before they are committed.</summary>
    /// <param name="name">Name of the table; it is made when it is not there.</param>
    /// <param name="model">How rows are ordered and divided.</param>
    /// <param name="rows">The rows, as a relation.</param>
    /// <param name="columns">Their columns.</param>
    /// <param name="ct">Interrupts.</param>
    public WrittenRows Write(string name, Model model, string rows, IReadOnlyList<DuckDbColumn> columns, CancellationToken ct)
    {
        var table = FindOrCreate(name, model, columns);
        var writer = table.NewWriter(context.Stamp(name, table));
        var files = TableLayout.IsExact(table, columns)
            ? writer.Write(connection, $"from {rows}", Order(model) with { Columns = columns }, ct)
            : writer.Write(connection, TableLayout.Fit(table, rows), Order(model), ct);
        return new WrittenRows(table, files);
    }

    /// <summary>Puts written files in the place of everything that the table holds.</summary>
    public Published Commit(string name, WrittenRows written, KeyValuePair<string, string>? property)
    {
        var (table, files) = written;
        var stamp = context.Stamp(name, table);
        var before = Rows(table);
        if (before == 0 && files.Count == 0)
        {
            return Published.Of(table.Begin(stamp).Set(property).Commit(), 0, 0);
        }

        var committed = table.Begin(stamp).Overwrite(files).Set(property).Commit();
        return Published.Of(committed, files.Sum(f => f.RecordCount), before);
    }

    /// <summary>Replaces the rows of the changed keys; rows that stay equal are not touched.</summary>
    public Published ByKey(string name, Model model, string rows, string changedKeys, KeyValuePair<string, string>? property)
    {
        var table = FindOrCreate(name, model, ColumnsOf(rows));
        var transaction = table.Begin(context.Stamp(name, table));
        var isSmall = connection.Scalar<long>($"select count(*) from {changedKeys}") <= KnownRows.MostKeys;
        var changes = isSmall ? context.ChangedRows.NewTable() : null;
        var change = transaction.ReplaceByKey(
            connection, TableLayout.Fit(table, rows), model.By, $"select * from {changedKeys}",
            new MergeOptions { OrderBy = Order(model).OrderBy, ChangesTable = changes });
        var commit = transaction.Set(property).Commit();
        if (changes is not null)
        {
            context.ChangedRows.Merged(table, commit.Table, changes);
        }

        context.KnownRows.Offer(connection, commit.Table, model.By, changedKeys, TableLayout.Fit(table, rows));
        return Published.Of(commit, change.Inserted, change.Deleted);
    }

    /// <summary>Adds the rows whose key the table does not hold yet; <paramref name="held"/> are those that it holds of the changed keys.</summary>
    public Published NewRows(string name, Model model, string rows, string held, string changedKeys, KeyValuePair<string, string>? property)
    {
        var table = FindOrCreate(name, model, ColumnsOf(rows));
        var stamp = context.Stamp(name, table);
        var same = string.Join(" and ", model.Key.Select(k => $"new.{Sql.Identifier(k)} is not distinct from held.{Sql.Identifier(k)}"));
        var added = $"select new.* from ({TableLayout.Fit(table, rows)}) as new anti join {held} as held on {same}";
        var files = table.NewWriter(stamp).Write(connection, added, Order(model));
        var commit = table.Begin(stamp).Append(files).Set(property).Commit();
        context.KnownRows.Offer(connection, commit.Table, model.By, changedKeys, $"select * from {held} union all by name ({added})");
        return Published.Of(commit, files.Sum(f => f.RecordCount), 0);
    }

    /// <summary>The columns of a relation.</summary>
    public IReadOnlyList<DuckDbColumn> ColumnsOf(string rows) => connection.Columns($"from {rows}");

    private LakeTable FindOrCreate(string name, Model model, IReadOnlyList<DuckDbColumn> columns)
    {
        var table = context.Find(name);
        if (table is null)
        {
            return context.Catalog.Create(TableId.Parse(name), TableLayout.Of(columns, model), context.Stamp(name, null));
        }

        return TableLayout.Evolve(table, columns, context.Stamp(name, table));
    }

    // A total order, so that bytes never depend on the number of threads: the model's own, which its author vouches for, or all columns.
    private static WriteOptions Order(Model model) =>
        new() { OrderBy = model.Order.Count == 0 ? "all" : string.Join(", ", model.Order.Select(Sql.Identifier)) };

    private static long Rows(LakeTable table) => table.CurrentSnapshot?.Count("total-records") ?? 0;
}
