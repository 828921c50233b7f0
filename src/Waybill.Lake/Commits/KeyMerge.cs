using Waybill.DuckDb;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Replaces rows by key: finds where the changed keys are, works out the exact difference, and writes only that.</summary>
/// <remarks>
/// The work follows the change, not the table: manifests and files are left out by partition and bounds, candidate files are read
/// for their key columns only, and full rows only of the positions that were hit.
/// </remarks>
internal sealed class KeyMerge : IDisposable
{
    private readonly TemporaryTables _tables;
    private readonly LakeTable _basis;
    private readonly Schema _schema;
    private readonly NestedField[] _keyColumns;
    private readonly ScanSql _scan;
    private readonly CancellationToken _ct;

    public KeyMerge(DuckDbConnection connection, LakeTable basis, Schema schema, IReadOnlyList<string> keyColumns, CancellationToken ct)
    {
        _tables = new TemporaryTables(connection);
        _basis = basis;
        _schema = schema;
        _scan = new ScanSql(basis.Reader.Folder);
        _ct = ct;
        _keyColumns = KeySearch.Columns(basis.Id, schema, keyColumns);
    }

    /// <summary>Ranges of the changed keys; set by <see cref="Run"/>.</summary>
    public KeyRanges? Ranges { get; private set; }

    /// <summary>Files in which changed keys were looked for.</summary>
    public IReadOnlyList<ScanFile> Candidates { get; private set; } = [];

    /// <summary>The difference between the table and what it is to hold for the changed keys.</summary>
    /// <param name="stagedSql">Query of the rows to be.</param>
    /// <param name="changedKeysSql">Query of the keys that are replaced; every staged row's key is among them.</param>
    public RowDifference Run(string stagedSql, string changedKeysSql)
    {
        var names = string.Join(", ", _schema.Fields.Select(f => Sql.Identifier(f.Name)));
        var staged = _tables.Create($"select {names} from (\n{stagedSql}\n)", _ct);
        var search = KeySearch.Run(_tables, _basis, _keyColumns, changedKeysSql, _ct);
        var keys = search.Keys;
        Ranges = search.Ranges;
        Candidates = search.Files;
        CheckStagedKeys(staged, keys);
        var hits = FindHits(keys);
        var difference = new RowDifference(_tables, _schema, _scan, Candidates, _ct);
        difference.Compute(staged, hits);
        return difference;
    }

    public void Dispose() => _tables.Dispose();

    private string FindHits(string keys) => _tables.Create(_scan.Find(Candidates, _keyColumns, keys, Matches("d", "k")), _ct);

    // A staged row whose key is not replaced would stand beside the old rows of that key.
    private void CheckStagedKeys(string staged, string keys)
    {
        var strays = _tables.Connection.Scalar<long>(
            $"select count(*) from {staged} s where not exists (select 1 from {keys} k where {Matches("s", "k", nullSafe: true)})", _ct);
        if (strays > 0)
        {
            throw LakeException.Invalid(
                $"{strays} staged rows for {_basis.Id} have a key ({string.Join(", ", _keyColumns.Select(k => k.Name))}) that is not among the changed keys",
                "pass the keys of all staged rows as changed keys");
        }
    }

    // Where no key is null, = means the same as IS NOT DISTINCT FROM and lets DuckDB skip row groups.
    private string Matches(string left, string right, bool nullSafe = false) => string.Join(" and ", _keyColumns.Select((column, i) =>
    {
        var name = Sql.Identifier(column.Name);
        var comparison = nullSafe || Ranges is null || Ranges.HasNull(i) ? "is not distinct from" : "=";
        return $"{left}.{name} {comparison} {right}.{name}";
    }));
}
