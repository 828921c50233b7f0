using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Lint;
using Xunit;

namespace Waybill.Tests.Lake;

/// <summary>A lake in a temporary folder with a DuckDB connection; every table in it must be without a finding of the lint at the end.</summary>
internal sealed class TempLake : IDisposable
{
    private readonly DuckDbDatabase _database;
    private int _stamps;
    private bool _damaged;

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

    /// <summary>Rows of a relation as text, sorted.</summary>
    public IReadOnlyList<string> Rows(string relation) => Sql.List<string>($"select r::varchar from {relation} r").Order(StringComparer.Ordinal).ToArray();

    public LakeTable Create(string name, TableDefinition definition, string? seed = null) =>
        Catalog.Create(new TableId("silver", name), definition, Stamp(seed));

    public long Long(string sql) => Sql.Scalar<long>(sql);

    public void Run(string sql) => Sql.Execute(sql);

    /// <summary>Writes a query's rows and appends them in one commit.</summary>
    public LakeTable Append(LakeTable table, string querySql, CommitStamp? stamp = null)
    {
        var tx = table.Begin(stamp ?? Stamp());
        return tx.Append(tx.NewWriter().Write(Sql, querySql)).Commit().Table;
    }

    /// <summary>What the lint finds in all tables, one line each.</summary>
    public string Lint() => string.Join('\n', new DirectoryCatalog(Root).List()
        .SelectMany(id => TableLint.Check(new DirectoryCatalog(Root).Load(id), Sql).Select(v => $"{id} {v}")));

    /// <summary>Leaves the tables unchecked at the end: they are damaged on purpose.</summary>
    public void ExpectDamage() => _damaged = true;

    public void Dispose()
    {
        var violations = _damaged ? "" : Lint();
        Sql.Dispose();
        _database.Dispose();
        Directory.Delete(Root, recursive: true);
        Assert.True(violations.Length == 0, violations);
    }
}
