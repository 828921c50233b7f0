using System.Text.Json;
using Waybill.Events;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>
/// The table <c>waybill_loaded</c> in the schema: which state of the lake each table holds, changed in the same transaction as the rows.
/// That it is there says that the schema is ours.
/// </summary>
internal sealed class ControlTable(LoadSession session)
{
    public const string Name = "waybill_loaded";

    private const string Comment = "Which state of the lake each table of this schema holds. Written by 'waybill load postgres', format 1.";

    private string Quoted => session.Name(Name);

    /// <summary>Makes the schema where it is missing.</summary>
    /// <exception cref="WaybillException">BadInput: it holds something that a load did not make. NewerVersion: a newer program loads it.</exception>
    public async Task RequireSchemaAsync(CancellationToken ct)
    {
        if (!await session.ScalarAsync<bool>("select exists (select from pg_namespace where nspname = $1)", ct, session.Schema).ConfigureAwait(false))
        {
            await session.ExecuteAsync($"create schema {DuckDb.Sql.Identifier(session.Schema)}", ct).ConfigureAwait(false);
            await CreateAsync(ct).ConfigureAwait(false);
            return;
        }

        var comment = await session.ScalarAsync<string>("select coalesce(obj_description(to_regclass($1), 'pg_class'), '')", ct, Quoted).ConfigureAwait(false);
        if (comment == Comment)
        {
            return;
        }

        if (comment?.StartsWith(Comment[..^2], StringComparison.Ordinal) == true)
        {
            throw new WaybillException(WaybillErrorKind.NewerVersion, $"A newer Waybill loads the schema {session.Schema}.",
                "Use that one, or another schema: --schema NAME.");
        }

        await RequireEmptyAsync(ct).ConfigureAwait(false);
        await CreateAsync(ct).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<ControlRow>> ReadAsync(CancellationToken ct) => session.ListAsync(
        $"select table_name, mark, columns, key from {Quoted}",
        row => new ControlRow(row.GetString(0), row.GetString(1),
            JsonSerializer.Deserialize<ControlColumn[]>(row.GetString(2)) ?? [],
            JsonSerializer.Deserialize<string[]>(row.GetString(3)) ?? []),
        ct);

    public Task WriteAsync(ControlRow row, CancellationToken ct) => session.ExecuteAsync(
        $"""
        insert into {Quoted} (table_name, mark, columns, key) values ($1, $2, $3::jsonb, $4::jsonb)
        on conflict (table_name) do update
        set mark = excluded.mark, columns = excluded.columns, key = excluded.key, loaded_at = excluded.loaded_at
        """,
        ct, row.Table, row.Mark, JsonSerializer.Serialize(row.Columns), JsonSerializer.Serialize(row.Key));

    private async Task RequireEmptyAsync(CancellationToken ct)
    {
        const string Found = """
            select format('%s %s', case relkind when 'v' then 'the view' when 'S' then 'the sequence' else 'the table' end, relname)
            from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
            union all
            select format('the function %s', proname) from pg_proc where pronamespace = $1::regnamespace
            order by 1 limit 1
            """;
        var found = await session.ScalarAsync<string>(Found, ct, DuckDb.Sql.Identifier(session.Schema)).ConfigureAwait(false);
        if (found is not null)
        {
            throw new WaybillException(WaybillErrorKind.BadInput,
                $"The schema {session.Schema} belongs to something else: it holds {found}, which a load did not make.",
                "Load into a schema of its own: --schema NAME. It is made when it does not exist.");
        }
    }

    private Task<long> CreateAsync(CancellationToken ct) => session.ExecuteAsync(
        $"""
        create table {Quoted} (
            table_name text primary key,
            mark text not null,
            columns jsonb not null,
            key jsonb not null,
            loaded_at timestamptz not null default transaction_timestamp()
        );
        comment on table {Quoted} is {DuckDb.Sql.Literal(Comment)};
        """,
        ct);
}
