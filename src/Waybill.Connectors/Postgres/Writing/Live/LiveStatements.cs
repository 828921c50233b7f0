using Npgsql;
using NpgsqlTypes;
using Waybill.Events.Shop;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>
/// A transaction as statements, each of which the server prepares once: rows of one table go together, tables in an order that satisfies
/// the keys, stock movements last because others wait for them. The note that it is done comes first of all: a second try waits there for
/// the first one, which may still be at work on the server, and learns what became of it.
/// </summary>
internal sealed class LiveStatements
{
    private const string NoteDone = "insert into shop_load.done (transaction_id) values ($1)";

    private readonly Dictionary<(ShopTable Table, ShopOp Op, uint Changed, bool Many), string> _sql = [];
    private readonly List<LiveRow>[] _rows = [.. ShopCatalogue.All.Select(_ => new List<LiveRow>())];
    private long _number;

    /// <summary>Whether stock moves.</summary>
    public bool HasLateStep => _rows[ShopCatalogue.InventoryLog.Index].Count > 0;

    /// <summary>Rows that were read.</summary>
    public int Rows { get; private set; }

    /// <summary>Reads a transaction.</summary>
    public void Read(ReadOnlySpan<byte> log)
    {
        Array.ForEach(_rows, rows => rows.Clear());
        Rows = 0;
        var reader = new ShopLogReader(log);
        reader.NextTransaction(out var transaction);
        _number = transaction.Number;
        while (reader.NextChange(out var change))
        {
            if (!change.IsDerived)
            {
                _rows[change.Table.Index].Add(LiveRow.Of(change));
                Rows++;
            }
        }
    }

    /// <summary>Adds the note that the transaction is done, and everything but the movements of stock.</summary>
    public void AddEarly(NpgsqlBatch batch)
    {
        var note = new NpgsqlBatchCommand(NoteDone);
        note.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = _number });
        batch.BatchCommands.Add(note);
        foreach (var table in ShopCatalogue.All)
        {
            if (table != ShopCatalogue.InventoryLog)
            {
                Add(batch, _rows[table.Index]);
            }
        }
    }

    /// <summary>Adds the movements of stock.</summary>
    public void AddLate(NpgsqlBatch batch) => Add(batch, _rows[ShopCatalogue.InventoryLog.Index]);

    private void Add(NpgsqlBatch batch, List<LiveRow> rows)
    {
        for (var i = 0; i < rows.Count;)
        {
            var count = 1;
            if (rows[i].Op == ShopOp.Insert)
            {
                while (i + count < rows.Count && rows[i + count].Op == ShopOp.Insert)
                {
                    count++;
                }
            }

            if (rows[i].Op != ShopOp.Update || rows[i].Changed != 0)
            {
                batch.BatchCommands.Add(Command(rows, i, count));
            }

            i += count;
        }
    }

    private NpgsqlBatchCommand Command(List<LiveRow> rows, int first, int count)
    {
        var row = rows[first];
        var key = (row.Table, row.Op, row.Changed, count > 1);
        if (!_sql.TryGetValue(key, out var sql))
        {
            _sql.Add(key, sql = Write(row, count > 1));
        }

        var command = new NpgsqlBatchCommand(sql);
        for (var i = 0; i < row.Table.Columns.Count; i++)
        {
            var column = row.Table.Columns[i];
            if (IsParameter(row, i))
            {
                command.Parameters.Add(count > 1
                    ? ColumnValues.Many(column, [.. rows.Skip(first).Take(count).Select(r => r.Values[i])])
                    : ColumnValues.One(column, row.Values[i]));
            }
        }

        return command;
    }

    /// <summary>Inserts give all columns, updates the key and what changed, deletes the key.</summary>
    private static bool IsParameter(LiveRow row, int column) => row.Op == ShopOp.Insert
        ? !row.Table.Columns[column].IsDerived
        : column < row.Table.KeyLength || (row.Changed & (1u << column)) != 0;

    private static string Write(LiveRow row, bool many)
    {
        var table = row.Table;
        var used = Enumerable.Range(0, table.Columns.Count).Where(i => IsParameter(row, i)).ToList();
        var names = used.Select(i => table.Columns[i].Name).ToList();
        var parameters = used.Select((column, i) => $"${i + 1}").ToList();
        var key = string.Join(" and ", Enumerable.Range(0, table.KeyLength).Select(i => $"{names[i]} = {parameters[i]}"));
        return row.Op switch
        {
            ShopOp.Insert when many => $"insert into shop.{table.Name} ({string.Join(", ", names)}) select * from unnest("
                + string.Join(", ", used.Select((column, i) => $"{parameters[i]}::{ColumnValues.ArrayType(table.Columns[column])}")) + ")",
            ShopOp.Insert => $"insert into shop.{table.Name} ({string.Join(", ", names)}) values ({string.Join(", ", parameters)})",
            ShopOp.Update => $"update shop.{table.Name} set "
                + string.Join(", ", Enumerable.Range(table.KeyLength, names.Count - table.KeyLength).Select(i => $"{names[i]} = {parameters[i]}"))
                + $" where {key}",
            _ => $"delete from shop.{table.Name} where {key}",
        };
    }
}
