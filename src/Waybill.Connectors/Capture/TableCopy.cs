using Npgsql;

namespace Waybill.Connectors.Capture;

/// <summary>Copies rows of a table into a batch, each value as the text that the server writes for it.</summary>
internal sealed class TableCopy(NpgsqlConnection connection)
{
    /// <summary>The columns of a table now.</summary>
    public async Task<TableLayout> LayoutAsync(string table, CancellationToken ct)
    {
        const string Sql = """
            select a.attname::text, a.atttypid::bigint, coalesce(a.attnum = any (i.indkey), false), c.oid::bigint, c.relreplident = 'f'
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_index i on i.indrelid = c.oid and i.indisprimary
            where n.nspname = $1 and c.relname = $2
            order by a.attnum
            """;
        var command = new NpgsqlCommand(Sql, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = ShopTables.Schema });
            command.Parameters.Add(new NpgsqlParameter { Value = table });
            var columns = new List<LayoutColumn>();
            var id = 0L;
            var isWhole = false;
            var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    columns.Add(new LayoutColumn(reader.GetString(0), (uint)reader.GetInt64(1), reader.GetBoolean(2)));
                    id = reader.GetInt64(3);
                    isWhole = reader.GetBoolean(4);
                }
            }

            return new TableLayout(table, id, columns, isWhole);
        }
    }

    /// <summary>Copies rows of the table itself.</summary>
    /// <param name="layout">Columns of the table.</param>
    /// <param name="where">Which rows, as SQL from <c>where</c> on; empty for all.</param>
    /// <param name="lines">How their lines are made.</param>
    /// <param name="ct">Stops between rows.</param>
    public Task CopyAsync(TableLayout layout, string where, CopyLines lines, CancellationToken ct)
    {
        var columns = string.Join(", ", layout.Columns.Select(c => $"{ShopTables.Quoted(c.Name)}::text"));
        return CopyQueryAsync(layout, $"select {columns} from {ShopTables.Qualified(layout.Table)} {where}", lines, ct);
    }

    /// <summary>Copies rows of a query that gives the table's columns as text.</summary>
    public async Task CopyQueryAsync(TableLayout layout, string query, CopyLines lines, CancellationToken ct)
    {
        var sql = $"copy ({query}) to stdout (format binary)";
        var stream = await connection.BeginRawBinaryCopyAsync(sql, ct).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var rows = new CopyRows(stream);
            var row = new RowImage();
            var none = new RowImage();
            while (await rows.NextAsync(row, ct).ConfigureAwait(false))
            {
                var file = lines.Batch.FileOf(layout);
                ChangeRow.Append(file.Rows, lines.Op, lines.NextNumber(), lines.Mark.Text, layout, row, none, rows.Bytes);
                file.WriteMuch();
                lines.Batch.Changes++;
            }
        }
    }
}
