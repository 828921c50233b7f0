using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.IntegrationTests.Lake;

/// <summary>A lake in a temporary folder, and rows of its tables as this library reads them.</summary>
internal sealed class TemporaryLake : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 2 });
    private int _stamps;

    public TemporaryLake()
    {
        // The name has what needs escaping in a URL: locations are not percent-encoded.
        Root = Path.Combine(Directory.CreateTempSubdirectory("waybill-readers-").FullName, "a lake+ü");
        Directory.CreateDirectory(Root);
        Catalog = new DirectoryCatalog(Root);
        Sql = _database.Connect();
    }

    public string Root { get; }

    public DirectoryCatalog Catalog { get; }

    public DuckDbConnection Sql { get; }

    public CommitStamp Stamp() => new(1_767_225_600_000 + (++_stamps * 1000L), $"seed-{_stamps}");

    public LakeTable Create(string name, TableDefinition definition) => Catalog.Create(new TableId("silver", name), definition, Stamp());

    /// <summary>Writes a query's rows and appends them in one commit.</summary>
    public LakeTable Append(LakeTable table, string querySql)
    {
        var tx = table.Begin(Stamp());
        return tx.Append(tx.NewWriter().Write(Sql, querySql)).Commit().Table;
    }

    /// <summary>Rows of a scan, sorted; each the JSON text of an array of texts as readers/read.mjs prints them.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="timeUnit">Unit of timestamps: "ms" or "us".</param>
    public string[] Rows(TableScan scan, string timeUnit)
    {
        var values = scan.Columns.Select(c => Text($"\"{c.Name}\"", (PrimitiveType)c.Type, timeUnit));
        var rows = Sql.List<string>($"select to_json([{string.Join(", ", values)}])::varchar from {scan.ToSql()} r");
        return rows.Order(StringComparer.Ordinal).ToArray();
    }

    public void Dispose()
    {
        Sql.Dispose();
        _database.Dispose();
        Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true); // Root is inside the folder that the constructor made
    }

    private static string Text(string column, PrimitiveType type, string timeUnit) => type.Kind switch
    {
        PrimitiveKind.Timestamp or PrimitiveKind.TimestampTz => $"epoch_{timeUnit}({column})::varchar",
        PrimitiveKind.Time => $"epoch_us({column})::varchar",
        PrimitiveKind.Uuid => $"replace({column}::varchar, '-', '')",
        _ => $"{column}::varchar",
    };
}
