using System.Diagnostics;
using Npgsql;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Brings the rows of one table to what the lake has now.</summary>
internal sealed class TableLoad(LoadSession session, BinaryCopy copy, TablePlan plan, Action<long> advance)
{
    private readonly string _target = session.Name(plan.Table.Name);

    /// <param name="whole">Read all rows even if only some changed.</param>
    /// <param name="ct">Ends the load.</param>
    /// <exception cref="LoadRetryException">Another attempt can succeed.</exception>
    public async Task<LoadedTable> RunAsync(bool whole, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var loaded = await LoadAsync(whole, ct).ConfigureAwait(false);
            return loaded with { Seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) };
        }
        catch (PostgresException e) when (plan.HasPrimaryKey && IsBrokenKey(e.SqlState))
        {
            throw LoadRetryException.WithoutKey(plan.Table.Name, e);
        }
    }

    private async Task<LoadedTable> LoadAsync(bool whole, CancellationToken ct)
    {
        var source = plan.Table.Source;
        if (plan.IsNew)
        {
            return await FillAsync(ct).ConfigureAwait(false);
        }

        if (!whole && plan.LoadedMark == source.Mark)
        {
            return new LoadedTable { Table = plan.Table.Name, Action = LoadAction.UpToDate };
        }

        if (!plan.HasPrimaryKey)
        {
            return await ReplaceAsync(ct).ConfigureAwait(false);
        }

        var merge = new KeyedMerge(session, copy, plan, advance);
        return !whole && source.ChangesSince(plan.LoadedMark!) is { } changes // a table that is not new has a mark
            ? await merge.ChangesAsync(changes, ct).ConfigureAwait(false)
            : await merge.WholeAsync(ct).ConfigureAwait(false);
    }

    private async Task<LoadedTable> FillAsync(CancellationToken ct)
    {
        var copied = await CopyAsync(isNew: true, ct).ConfigureAwait(false);
        if (plan.HasPrimaryKey)
        {
            await session.ExecuteAsync($"alter table {_target} add primary key ({KeyedMerge.Names(plan.Table.Key)})", ct).ConfigureAwait(false);
        }

        return Result(LoadAction.Created, copied) with { Inserted = copied.Rows };
    }

    // Without a key no row can be told from another, so they all go and come.
    private async Task<LoadedTable> ReplaceAsync(CancellationToken ct)
    {
        var deleted = await session.ExecuteAsync($"delete from {_target}", ct).ConfigureAwait(false);
        var copied = await CopyAsync(isNew: false, ct).ConfigureAwait(false);
        return Result(LoadAction.Whole, copied) with { Inserted = copied.Rows, Deleted = deleted };
    }

    private Task<CopiedRows> CopyAsync(bool isNew, CancellationToken ct) =>
        copy.RunAsync(_target, plan.Table.Name, plan.Columns, plan.Table.Source.RowsSql, isNew, advance, ct);

    private LoadedTable Result(LoadAction action, CopiedRows copied) => new()
    {
        Table = plan.Table.Name,
        Action = action,
        Notes = plan.HasPrimaryKey || plan.Table.Key.Count == 0 ? copied.Notes : [.. copied.Notes, BrokenKey()],
    };

    private LoadNote BrokenKey() => new(plan.Table.Name,
        $"no primary key: ({string.Join(", ", plan.Table.Key)}) is empty or not unique in the lake, so the table is loaded whole whenever it changes. "
        + "Correct the model, then load it with --full-refresh.", IsProblem: true);

    private static bool IsBrokenKey(string state) =>
        state is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.NotNullViolation;
}
