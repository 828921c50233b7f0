namespace Waybill.Connectors.Postgres.Loading;

/// <summary>A table as the server has it.</summary>
/// <param name="Name">Name without schema.</param>
/// <param name="HasPrimaryKey">Whether it has one.</param>
/// <param name="Comment">Its comment, or empty.</param>
/// <param name="Columns">Names and types, in order.</param>
internal sealed record ServerTable(string Name, bool HasPrimaryKey, string Comment, IReadOnlyList<(string Name, string Type)> Columns)
{
    /// <summary>All tables of the schema.</summary>
    public static async Task<IReadOnlyDictionary<string, ServerTable>> ReadAsync(LoadSession session, CancellationToken ct)
    {
        const string Columns = """
            select c.relname, exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p'),
                coalesce(obj_description(c.oid, 'pg_class'), ''), a.attname, format_type(a.atttypid, a.atttypmod)
            from pg_class c
            inner join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
            order by c.relname, a.attnum
            """;
        var rows = await session.ListAsync(Columns,
            r => (Table: r.GetString(0), HasKey: r.GetBoolean(1), Comment: r.GetString(2), Column: (r.GetString(3), r.GetString(4))),
            ct, DuckDb.Sql.Identifier(session.Schema)).ConfigureAwait(false);
        return rows.GroupBy(r => r.Table)
            .ToDictionary(g => g.Key, g => new ServerTable(g.Key, g.First().HasKey, g.First().Comment, [.. g.Select(r => r.Column)]));
    }
}
