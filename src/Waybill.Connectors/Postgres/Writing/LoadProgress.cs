using Npgsql;
using Waybill.Events;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>What the database says of how far it is written: schema <c>shop_load</c> of <c>db/13_progress.sql</c>.</summary>
internal static class LoadProgress
{
    /// <summary>Numbers of transactions are the cell times this, and a running number.</summary>
    private const long TransactionsPerCell = 100_000_000_000;

    /// <summary>Gives the database to a world, or checks that it has it.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="server">Its name, for messages.</param>
    /// <param name="world">What tells this world from any other.</param>
    public static void Claim(NpgsqlConnection connection, string server, string world)
    {
        using var claim = Command(connection, "insert into shop_load.world (name) values ($1) on conflict do nothing", world);
        claim.ExecuteNonQuery();
        using var read = Command(connection, "select name from shop_load.world");
        var owner = (string)read.ExecuteScalar()!;
        if (owner != world)
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"{server} holds the shop of another world ({owner}); this one is {world}.",
                "Use another database for this world, or drop the schemas shop and shop_load.");
        }
    }

    /// <summary>The first day that is not written whole, of every cell that has begun; in days since 1970-01-01.</summary>
    public static Dictionary<int, int> NextDays(NpgsqlConnection connection)
    {
        using var command = Command(connection, "select cell, next_day - date '1970-01-01' from shop_load.cells");
        using var reader = command.ExecuteReader();
        var days = new Dictionary<int, int>();
        while (reader.Read())
        {
            days.Add(reader.GetInt32(0), reader.GetInt32(1));
        }

        return days;
    }

    /// <summary>Notes in the open transaction that cells have a day; false, and nothing is noted, when all of them have it already.</summary>
    public static bool Advance(NpgsqlConnection connection, IReadOnlyList<int> cells, int day)
    {
        using var command = Command(connection, """
            insert into shop_load.cells as c (cell, next_day) select n, date '1970-01-01' + $2 + 1 from unnest($1) n
            on conflict (cell) do update set next_day = excluded.next_day where c.next_day = excluded.next_day - 1
            """, cells.ToArray(), day);
        var advanced = command.ExecuteNonQuery();
        return advanced == cells.Count || (advanced == 0 ? false : throw new WaybillException(WaybillErrorKind.Busy,
            $"Another program writes cells {cells[0]} to {cells[^1]} of the same world.", "Let one program write a world's cells."));
    }

    /// <summary>Transactions of days that are not whole yet.</summary>
    public static HashSet<long> Done(NpgsqlConnection connection)
    {
        using var command = Command(connection, "select transaction_id from shop_load.done");
        using var reader = command.ExecuteReader();
        var done = new HashSet<long>();
        while (reader.Read())
        {
            done.Add(reader.GetInt64(0));
        }

        return done;
    }

    /// <summary>Whether the server refused a transaction because it has it already.</summary>
    public static bool SaysDone(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.UniqueViolation, SchemaName: "shop_load", TableName: "done" };

    /// <summary>Whether cells have transactions of a day that is not whole yet.</summary>
    public static bool HasPartOfDay(NpgsqlConnection connection, IReadOnlyList<int> cells)
    {
        using var command = Command(connection, "select exists (select from shop_load.done where transaction_id / $1 = any ($2))",
            TransactionsPerCell, cells.ToArray());
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Notes that a day, written transaction by transaction, is whole.</summary>
    public static bool FinishDay(NpgsqlConnection connection, IReadOnlyList<int> cells, int day)
    {
        using var transaction = connection.BeginTransaction();
        if (Advance(connection, cells, day))
        {
            using var forget = Command(connection, "delete from shop_load.done where transaction_id / $1 = any ($2)", TransactionsPerCell, cells.ToArray());
            forget.ExecuteNonQuery();
            transaction.Commit();
        }

        return true;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }
}
