using Waybill.Events.Shop;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>The statements with which a batch of one table is written. Changes go through temporary tables and one statement for all rows.</summary>
internal sealed class TableSql
{
    private readonly ShopTable _table;
    private readonly string _name;
    private readonly string[] _columns;

    public TableSql(ShopTable table, IReadOnlyList<int> columns)
    {
        _table = table;
        _name = $"shop.{table.Name}";
        _columns = [.. columns.Select(c => table.Columns[c].Name)];
    }

    /// <summary>Once a connection; the tables are empty again after every transaction.</summary>
    public string CreateTemporaryTables => _table.IsJournal ? "" : $"""
        create temporary table changed_{_table.Name} on commit delete rows as select {List(_columns)} from {_name} with no data;
        create temporary table gone_{_table.Name} on commit delete rows as select {List(Key)} from {_name} with no data;
        """;

    public string CopyAdded => Copy(_name, _columns);

    public string CopyDeleted => Copy($"gone_{_table.Name}", Key);

    public string Delete => $"delete from {_name} t using gone_{_table.Name} c where {SameKey}";

    /// <param name="changed">Mask of the columns that differ.</param>
    public string CopyUpdated(uint changed) => Copy($"changed_{_table.Name}", [.. Key, .. Named(changed)]);

    /// <param name="changed">Mask of the columns that differ.</param>
    public string Update(uint changed) =>
        $"update {_name} t set {string.Join(", ", Named(changed).Select(c => $"{c} = c.{c}"))} from changed_{_table.Name} c where {SameKey}";

    private IEnumerable<string> Key => _table.Columns.Take(_table.KeyLength).Select(c => c.Name);

    private string SameKey => string.Join(" and ", Key.Select(c => $"t.{c} = c.{c}"));

    private IEnumerable<string> Named(uint mask) => _table.Columns.Where((_, i) => (mask & (1u << i)) != 0).Select(c => c.Name);

    private static string Copy(string table, IEnumerable<string> columns) => $"copy {table} ({List(columns)}) from stdin (format binary)";

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns);
}
