using System.Runtime.ExceptionServices;
using Npgsql;
using NpgsqlTypes;
using Waybill.Connectors.Postgres.Writing.Live;
using Waybill.Events;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>
/// Writes the shop's transactions as the shop would: each for itself, on many connections at once. What concerns the same order, customer
/// or stock happens in the order of the world, so that the database equals it in the end.
/// </summary>
public sealed class ShopLive : IShopDatabase
{
    private readonly PostgresDatabase _database;
    private readonly ShopLoadOptions _options;
    private readonly Dictionary<int, int> _nextDays;
    private readonly HashSet<long> _done;
    private readonly Retries _retries;
    private readonly Pace _pace;
    private readonly LiveWorker[] _workers;
    private readonly LiveDay _day = new();
    private readonly Lock _gate = new();
    private LiveHomes? _homes;
    private int _committed;
    private long _transactions;
    private double _seconds;

    private ShopLive(PostgresDatabase database, ShopLoadOptions options, Dictionary<int, int> nextDays, HashSet<long> done)
    {
        _database = database;
        _options = options;
        _nextDays = nextDays;
        _done = done;
        _retries = new Retries(database, options);
        _pace = new Pace(options);
        _workers = [.. Enumerable.Range(0, options.Connections).Select(place => new LiveWorker(place, database, _retries))];
    }

    public ShopLoad Load => new(_transactions, _workers.Sum(worker => worker.Rows), _retries.Count, _seconds);

    /// <summary>Opens a database whose schema is applied.</summary>
    /// <exception cref="Events.WaybillException">
    /// ServiceUnreachable: no server answers, or it takes fewer connections. Usage: it refuses the user, or holds another world or not the days before this run.
    /// </exception>
    public static ShopLive Open(PostgresDatabase database, ShopLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        var days = WorldClaim.Check(database, options);
        try
        {
            RequireRoom(database, options.Connections);
            return new ShopLive(database, options, days, Ask(database, LoadProgress.Done));
        }
        catch (Exception e) when (PostgresErrors.Covers(e))
        {
            throw PostgresErrors.Explain(e, database.Server);
        }
    }

    // A day that happens to need few of them at once would hide it until another day fails half-way.
    private static void RequireRoom(PostgresDatabase database, int connections)
    {
        using var connection = database.Connect();
        using var command = new NpgsqlCommand(
            "select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int", connection);
        var most = (int)command.ExecuteScalar()!; // A select without a table has one row.
        if (connections > most)
        {
            throw new WaybillException(WaybillErrorKind.ServiceUnreachable,
                $"{connections} connections are too many clients for {database.Server}: it takes {most}.",
                "Ask for fewer with --connections, or raise max_connections of the server.");
        }
    }

    public void Append(int cell, int day, ReadOnlySpan<byte> log)
    {
        if (_nextDays.GetValueOrDefault(cell, _options.FirstDay) <= day)
        {
            _day.Add(cell, log, _done);
        }
    }

    public void Complete(int day)
    {
        if (_day.Cells.Count == 0)
        {
            return;
        }

        var start = _options.Clock.GetTimestamp();
        _day.Sort();
        _homes = _options.Speed is null ? new LiveHomes(_day.Transactions, _workers.Length) : null;
        _committed = 0;
        var tickets = new Tickets();
        KnowItems(tickets);
        for (var next = 0; next < _day.Transactions.Count;)
        {
            next += Write(next, tickets);
        }

        _retries.Do(() => Ask(_database, connection => LoadProgress.FinishDay(connection, _day.Cells, day)), () => { });
        _transactions += _day.Transactions.Count;
        _day.Clear();
        _done.Clear();
        _seconds += _options.Clock.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose() => Array.ForEach(_workers, worker => worker.Dispose());

    /// <summary>Writes transactions up to the next one for which all others wait, or that one; gives their number.</summary>
    private int Write(int first, Tickets tickets)
    {
        var links = new List<(int Later, int Earlier, bool IsLate)>();
        var last = new Dictionary<ulong, int>();
        var listed = new Dictionary<ulong, int>();
        var count = 0;
        for (; first + count < _day.Transactions.Count; count++)
        {
            tickets.Read(_day.LogOf(_day.Transactions[first + count]));
            if (tickets.IsBarrier)
            {
                count = Math.Max(count, 1);
                break;
            }

            foreach (var (ticket, isLate) in tickets.Found)
            {
                if (last.TryGetValue(ticket, out var earlier))
                {
                    links.Add((count, earlier, isLate));
                }

                last[ticket] = count;
            }

            links.AddRange(tickets.Named.Where(listed.ContainsKey).Select(stock => (count, listed[stock], false)));
            foreach (var stock in tickets.Listed)
            {
                listed[stock] = count;
            }
        }

        var schedule = new LiveSchedule(count, _homes, place => _day.Transactions[first + place].Kind);
        foreach (var (later, earlier, isLate) in links.Where(link => link.Later < count))
        {
            schedule.Follow(later, earlier, isLate);
        }

        Run(schedule, first, Math.Min(count, _workers.Length));
        return count;
    }

    private void Run(LiveSchedule schedule, int first, int workers)
    {
        schedule.Start();
        using var stop = _options.Cancel.Register(() => schedule.Fail(new OperationCanceledException(_options.Cancel)));
        Task.WaitAll([.. _workers.Take(workers).Select(worker => Task.Run(() => WorkAsync(worker, schedule, first)))], CancellationToken.None);
        if (schedule.Error is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    private async Task WorkAsync(LiveWorker worker, LiveSchedule schedule, int first)
    {
        try
        {
            await worker.WorkAsync(schedule, _day, first, _pace, Committed).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            schedule.Fail(e);
        }
    }

    private void Committed()
    {
        lock (_gate)
        {
            var total = _day.Transactions.Count;
            var tenths = _committed * 10L / total;
            _committed++;
            if (_committed * 10L / total > tenths)
            {
                _options.Progress?.Invoke(new LiveProgress(_committed, total));
            }
        }
    }

    /// <summary>A review names a line; the line's order is in the database when it is older than the day.</summary>
    private void KnowItems(Tickets tickets)
    {
        var items = Tickets.ReviewedItems(_day);
        if (items.Count == 0)
        {
            return;
        }

        _retries.Do(
            () => Ask(_database, connection =>
            {
                using var command = new NpgsqlCommand("select order_item_id, order_id from shop.order_items where order_item_id = any ($1)", connection);
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = items });
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    tickets.Know(reader.GetInt64(0), reader.GetString(1));
                }

                return true;
            }),
            () => { });
    }

    private static T Ask<T>(PostgresDatabase database, Func<NpgsqlConnection, T> question)
    {
        using var connection = database.Connect();
        return question(connection);
    }
}
