using Npgsql;
using Waybill.DuckDb;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>
/// Merges rows into a table by its primary key. They are copied into a temporary table first, with the same key, so that a key that does
/// not hold is found before a row is touched.
/// </summary>
internal sealed class KeyedMerge(LoadSession session, BinaryCopy copy, TablePlan plan, Action<long> advance)
{
    private const string Fresh = "pg_temp.waybill_fresh";
    private const string Gone = "pg_temp.waybill_gone";

    private readonly string _target = session.Name(plan.Table.Name);
    private readonly IReadOnlyList<LoadColumn> _keys = [.. plan.Columns.Where(c => plan.Table.Key.Contains(c.Name))];

    public static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(Sql.Identifier));

    /// <summary>Replaces the rows that went by those that came.</summary>
    /// <exception cref="LoadRetryException">The table does not hold what was loaded into it: rows that went are not there, or others are.</exception>
    public async Task<LoadedTable> ChangesAsync(LoadChanges changes, CancellationToken ct)
    {
        if (changes.IsEmpty)
        {
            return new LoadedTable { Table = plan.Table.Name, Action = LoadAction.Changes };
        }

        var copied = await StageAsync(Fresh, plan.Columns, changes.AddedSql, ct).ConfigureAwait(false);
        var gone = await StageAsync(Gone, _keys, changes.RemovedSql, ct).ConfigureAwait(false);
        var kept = await session.ScalarAsync<long>($"select count(*) from {Gone} g inner join {Fresh} f on {Same("g", "f")}", ct).ConfigureAwait(false);
        var updated = await UpdateAsync($"inner join {Gone} g on {Same("g", "f")}", onlyDifferent: false, ct).ConfigureAwait(false);
        var deleted = await session.ExecuteAsync(
            $"delete from {_target} t using {Gone} g where {Same("t", "g")} and not exists (select from {Fresh} f where {Same("f", "g")})", ct)
            .ConfigureAwait(false);
        var inserted = await InsertAsync($"{Gone} g where {Same("g", "f")}", ct).ConfigureAwait(false);
        if ((updated, deleted, inserted) != (kept, gone.Rows - kept, copied.Rows - kept))
        {
            throw LoadRetryException.Whole(plan.Table.Name);
        }

        return await DoneAsync(LoadAction.Changes, copied, inserted, updated, deleted, ct, Fresh, Gone).ConfigureAwait(false);
    }

    /// <summary>Reads all rows and changes those that differ; readers of the table are never kept waiting.</summary>
    public async Task<LoadedTable> WholeAsync(CancellationToken ct)
    {
        var copied = await StageAsync(Fresh, plan.Columns, plan.Table.Source.RowsSql, ct).ConfigureAwait(false);
        var deleted = await session.ExecuteAsync(
            $"delete from {_target} t where not exists (select from {Fresh} f where {Same("f", "t")})", ct).ConfigureAwait(false);
        var updated = await UpdateAsync("", onlyDifferent: true, ct).ConfigureAwait(false);
        var inserted = await InsertAsync($"{_target} t where {Same("t", "f")}", ct).ConfigureAwait(false);
        return await DoneAsync(LoadAction.Whole, copied, inserted, updated, deleted, ct, Fresh).ConfigureAwait(false);
    }

    private async Task<CopiedRows> StageAsync(string table, IReadOnlyList<LoadColumn> columns, string rowsSql, CancellationToken ct)
    {
        var names = Names(columns.Select(c => c.Name));
        await session.ExecuteAsync(
            $"create temporary table {table["pg_temp.".Length..]} on commit drop as select {names} from {_target} with no data", ct).ConfigureAwait(false);
        var copied = await copy.RunAsync(table, plan.Table.Name, columns, rowsSql, isNew: true, advance, ct).ConfigureAwait(false);
        await session.ExecuteAsync($"alter table {table} add primary key ({Names(plan.Table.Key)}); analyze {table}", ct).ConfigureAwait(false);
        return copied;
    }

    private async Task<long> UpdateAsync(string join, bool onlyDifferent, CancellationToken ct)
    {
        var others = plan.Columns.Except(_keys).ToList();
        if (others.Count == 0)
        {
            // A row that is its key has nothing else to update; count those that stay.
            return onlyDifferent ? 0 : await session.ScalarAsync<long>(
                $"select count(*) from {_target} t inner join {Fresh} f on {Same("t", "f")} {join}", ct).ConfigureAwait(false);
        }

        var sets = string.Join(", ", others.Select(c => $"{c.Quoted} = f.{c.Quoted}"));
        var differs = onlyDifferent ? $" and ({Prefixed("t", others)}) is distinct from ({Prefixed("f", others)})" : "";
        return await session.ExecuteAsync($"update {_target} t set {sets} from {Fresh} f {join} where {Same("t", "f")}{differs}", ct).ConfigureAwait(false);
    }

    private Task<long> InsertAsync(string known, CancellationToken ct)
    {
        var names = Names(plan.Columns.Select(c => c.Name));
        return GuardAsync(session.ExecuteAsync(
            $"insert into {_target} ({names}) select {names} from {Fresh} f where not exists (select from {known})", ct));
    }

    // The temporary table's key holds, so a row with this key stood in the target although the lake never told of it.
    private async Task<long> GuardAsync(Task<long> insert)
    {
        try
        {
            return await insert.ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw LoadRetryException.Whole(plan.Table.Name, e);
        }
    }

    private async Task<LoadedTable> DoneAsync(
        LoadAction action, CopiedRows copied, long inserted, long updated, long deleted, CancellationToken ct, params string[] staged)
    {
        await session.ExecuteAsync($"drop table {string.Join(", ", staged)}", ct).ConfigureAwait(false);
        return new LoadedTable
        {
            Table = plan.Table.Name,
            Action = action,
            Inserted = inserted,
            Updated = updated,
            Deleted = deleted,
            Notes = copied.Notes,
        };
    }

    private string Same(string left, string right) => string.Join(" and ", _keys.Select(k => $"{left}.{k.Quoted} = {right}.{k.Quoted}"));

    private static string Prefixed(string alias, IEnumerable<LoadColumn> columns) => string.Join(", ", columns.Select(c => $"{alias}.{c.Quoted}"));
}
