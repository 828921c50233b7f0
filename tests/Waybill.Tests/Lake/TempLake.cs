using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;

namespace Waybill.Tests.Lake;

/// <summary>A lake in a temporary folder with a DuckDB connection.</summary>
internal sealed class TempLake : IDisposable
{
    private readonly DuckDbDatabase _database;
    private int _stamps;

    public TempLake(ICommitProbe? probe = null, int threads = 2)
    {
        Root = Directory.CreateTempSubdirectory("waybill-lake-").FullName;
        Catalog = new DirectoryCatalog(Root, probe);
        _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = threads });
        Sql = _database.Connect();
    }

    public string Root { get; }

    public DirectoryCatalog Catalog { get; }

    public DuckDbConnection Sql { get; }

    public CommitStamp Stamp(string? seed = null) => new(1_767_225_600_000 + (++_stamps * 1000L), seed ?? $"seed-{_stamps}");

    public DuckDbConnection Connect() => _database.Connect();

    public long Long(string sql) => Sql.Scalar<long>(sql);

    public void Run(string sql) => Sql.Execute(sql);

    /// <summary>Writes a query's rows and appends them in one commit.</summary>
    public LakeTable Append(LakeTable table, string querySql, CommitStamp? stamp = null)
    {
        var tx = table.Begin(stamp ?? Stamp());
        return tx.Append(tx.NewWriter().Write(Sql, querySql)).Commit().Table;
    }

    public void Dispose()
    {
        Sql.Dispose();
        _database.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
