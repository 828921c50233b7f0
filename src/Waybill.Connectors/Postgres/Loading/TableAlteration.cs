using Npgsql;
using Waybill.DuckDb;
using Waybill.Events;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Makes tables, and brings the columns of those that are there to what the lake has now.</summary>
internal sealed class TableAlteration(LoadSession session, ForeignKeys foreignKeys, LoadConcessions concessions, bool fullRefresh)
{
    /// <summary>Readies a table for its rows.</summary>
    /// <exception cref="WaybillException">BadInput: a table of this name is not ours, or something of somebody else depends on what must go.</exception>
    public async Task<TablePlan> ApplyAsync(
        LoadTable table, IReadOnlyList<LoadColumn> columns, ControlRow? loaded, ServerTable? there, CancellationToken ct)
    {
        try
        {
            return await FollowAsync(table, columns, loaded, there, ct).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DependentObjectsStillExist)
        {
            throw new WaybillException(WaybillErrorKind.BadInput,
                $"{session.Schema}.{table.Name} must change its columns, but something depends on it: {e.Detail ?? e.MessageText}",
                "Drop what depends on it, load again, and make it again.", e);
        }
    }

    private async Task<TablePlan> FollowAsync(
        LoadTable table, IReadOnlyList<LoadColumn> columns, ControlRow? loaded, ServerTable? there, CancellationToken ct)
    {
        if (there is null)
        {
            return await CreateAsync(table, columns, ct).ConfigureAwait(false);
        }

        if (loaded is null)
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"{session.Schema}.{table.Name} exists, but a load did not make it.",
                "Rename or drop it, or load into another schema: --schema NAME.");
        }

        var change = LayoutChange.Between(loaded.Columns, columns);
        var wantsKey = table.Key.Count > 0 && !concessions.WithoutKey.Contains(table.Name);
        var isOurs = there.Columns.ToHashSet().SetEquals(loaded.Columns.Select(c => (c.Name, c.Type)));
        if (change.NeedsNewTable || !isOurs || !loaded.Key.SequenceEqual(table.Key) || (there.HasPrimaryKey && !wantsKey)
            || (!there.HasPrimaryKey && wantsKey && fullRefresh))
        {
            await foreignKeys.DropAroundAsync(table.Name, ct).ConfigureAwait(false);
            await session.ExecuteAsync($"drop table {session.Name(table.Name)}", ct).ConfigureAwait(false);
            return await CreateAsync(table, columns, ct).ConfigureAwait(false);
        }

        foreach (var clause in change.Clauses)
        {
            await session.ExecuteAsync($"alter table {session.Name(table.Name)} {clause}", ct).ConfigureAwait(false);
        }

        await CommentAsync(table, there.Comment, ct).ConfigureAwait(false);
        return new TablePlan(table, columns, loaded.Mark, there.HasPrimaryKey, change.Clauses.Count > 0);
    }

    private async Task<TablePlan> CreateAsync(LoadTable table, IReadOnlyList<LoadColumn> columns, CancellationToken ct)
    {
        await session.ExecuteAsync(
            $"create table {session.Name(table.Name)} ({string.Join(", ", columns.Select(c => $"{c.Quoted} {c.SqlType}"))})", ct).ConfigureAwait(false);
        await CommentAsync(table, "", ct).ConfigureAwait(false);
        return new TablePlan(table, columns, null, table.Key.Count > 0 && !concessions.WithoutKey.Contains(table.Name), WasAltered: false);
    }

    private async Task CommentAsync(LoadTable table, string there, CancellationToken ct)
    {
        if (table.Comment != there)
        {
            await session.ExecuteAsync($"comment on table {session.Name(table.Name)} is {Sql.Literal(table.Comment)}", ct).ConfigureAwait(false);
        }
    }
}
