using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>A table of a lake that somebody changes behind the pipeline's back; disposing puts it back as it was.</summary>
internal sealed class ForgedTable : IDisposable
{
    private const int Rows = 40;
    private readonly DirectoryCatalog _catalog;
    private readonly string _table;
    private readonly string[] _key;
    private readonly LakeQuery _query;

    private ForgedTable(DirectoryCatalog catalog, string table, IReadOnlyList<string> key)
    {
        _catalog = catalog;
        _table = table;
        _key = [.. key];
        _query = LakeQuery.Open(catalog, library: null);
        var by = string.Join(", ", _key);
        _query.Connection.Execute($"""
            create or replace temp table original as from {table} order by {by} limit {Rows};
            create or replace temp table chosen as select {by} from original;
            """);
    }

    public static bool IsEmpty(DirectoryCatalog catalog, string table) => 
        catalog.Load(TableId.Parse(table)).CurrentSnapshot?.Summary.GetValueOrDefault("total-records") is null or "0";

    /// <summary>The columns that were edited.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>The key of the row that was dropped, as the verifier writes it.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Edits one value in every column but the key's.</summary>
    public static ForgedTable Edit(DirectoryCatalog catalog, string table, IReadOnlyList<string> key)
    {
        var forged = new ForgedTable(catalog, table, key);
        using var shape = forged._query.Connection.Query("from original limit 0");
        var columns = shape.Columns.Where(c => !key.Contains(c.Name) && !c.Name.StartsWith('_')).ToList();
        var rows = forged._query.Connection.Scalar<long>("select count(*) from original");
        var edits = columns.Select((c, i) =>
            $"case when place = {i % rows} then cast({Other(c)} as {c.Type}) else {Sql.Identifier(c.Name)} end as {Sql.Identifier(c.Name)}");
        forged.Columns = [.. columns.Select(c => c.Name)];
        forged.Replace(columns.Count == 0 ? "from original limit 0" : $"""
            select * exclude (place) replace ({string.Join(", ", edits)})
            from (select *, row_number() over (order by {string.Join(", ", key)}) - 1 as place from original)
            """);
        return forged;
    }

    /// <summary>Drops one row.</summary>
    public static ForgedTable Drop(DirectoryCatalog catalog, string table, IReadOnlyList<string> key)
    {
        var forged = new ForgedTable(catalog, table, key);
        var by = string.Join(", ", key);
        forged.Key = forged._query.Connection.Scalar<string>($"select concat_ws('|', {by}) from original order by {by} limit 1");
        forged.Replace($"select * from original order by {by} offset 1");
        return forged;
    }

    /// <summary>Adds a row that says something in every column.</summary>
    public static ForgedTable Add(DirectoryCatalog catalog, string table, IReadOnlyList<string> key)
    {
        var forged = new ForgedTable(catalog, table, key);
        using var shape = forged._query.Connection.Query("from original limit 0");
        var nulls = shape.Columns.Select(c => $"cast(null as {c.Type}) as {Sql.Identifier(c.Name)}");
        var values = shape.Columns.Select(c => $"cast({Other(c)} as {c.Type}) as {Sql.Identifier(c.Name)}");
        forged._query.Connection.Execute($"""
            create or replace temp table added as select {string.Join(", ", values)} from (select {string.Join(", ", nulls)});
            create or replace temp table chosen as select {string.Join(", ", key)} from added;
            """);
        forged.Replace("from added");
        return forged;
    }

    public void Dispose()
    {
        Replace("from original");
        _query.Dispose();
    }

    private static string Other(DuckDbColumn column)
    {
        var name = Sql.Identifier(column.Name);
        return column.Type.Kind switch
        {
            DuckDbTypeKind.Varchar => $"coalesce({name}, '') || 'x'",
            DuckDbTypeKind.Boolean => $"not coalesce({name}, false)",
            DuckDbTypeKind.Timestamp => $"coalesce({name}, timestamp '2026-01-01') + interval 1 second",
            DuckDbTypeKind.Date => $"coalesce({name}, date '2026-01-01') + 1",
            _ => $"coalesce({name}, 0) + 1",
        };
    }

    private void Replace(string rows)
    {
        var table = _catalog.Load(TableId.Parse(_table));
        var transaction = table.Begin(new CommitStamp(0, $"forged/{table.Metadata.LastSequenceNumber}"));
        transaction.ReplaceByKey(_query.Connection, rows.StartsWith("from", StringComparison.Ordinal) ? "select * " + rows : rows, _key, "select * from chosen");
        Assert.True(transaction.Commit().Changed);
    }
}
