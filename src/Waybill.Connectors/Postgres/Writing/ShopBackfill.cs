using Waybill.Events;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>
/// Writes the shop's days with binary COPY, as fast as it goes: some cells' day is one transaction of PostgreSQL, and several connections
/// write different cells at once while the next cells are simulated.
/// </summary>
public sealed class ShopBackfill : IShopDatabase
{
    private readonly ShopLoadOptions _options;
    private readonly Retries _retries;
    private readonly Dictionary<int, int> _nextDays;
    private readonly SemaphoreSlim _free;
    private readonly Stack<BatchWriter> _writers = new();
    private readonly Stack<ShopBatch> _batches = new();
    private readonly List<Task> _writing = [];
    private readonly Lock _gate = new();
    private ShopBatch _filling = new();
    private long _transactions;
    private long _changes;
    private double _seconds;
    private long? _since;

    private ShopBackfill(PostgresDatabase database, ShopLoadOptions options, Dictionary<int, int> nextDays)
    {
        _options = options;
        _retries = new Retries(database, options);
        _nextDays = nextDays;
        _free = new SemaphoreSlim(options.Connections);
        for (var i = 0; i < options.Connections; i++)
        {
            _writers.Push(new BatchWriter(database));
            _batches.Push(new ShopBatch());
        }
    }

    public ShopLoad Load => new(_transactions, _changes, _retries.Count, _seconds);

    /// <summary>Opens a database whose schema is applied.</summary>
    /// <exception cref="WaybillException">
    /// ServiceUnreachable: no server answers. Usage: it refuses the user, holds another world, not the days before this run, or part of a day.
    /// </exception>
    public static ShopBackfill Open(PostgresDatabase database, ShopLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        var days = WorldClaim.Check(database, options);
        WorldClaim.RequireWholeDays(database, options);
        return new ShopBackfill(database, options, days);
    }

    public void Append(int cell, int day, ReadOnlySpan<byte> log)
    {
        if (_nextDays.GetValueOrDefault(cell, _options.FirstDay) > day)
        {
            return;
        }

        _since ??= _options.Clock.GetTimestamp();
        _filling.Add(cell, day, log);
        if (_filling.Changes >= _options.ChangesPerCommit || _filling.IsShared)
        {
            Submit();
        }
    }

    public void Complete(int day)
    {
        if (_filling.Cells.Count > 0)
        {
            Submit();
        }

        WaitForAll();
        if (_since is { } since)
        {
            _seconds += _options.Clock.GetElapsedTime(since).TotalSeconds;
            _since = null;
        }
    }

    public void Dispose()
    {
        // Whoever leaves because of an error has told of it.
        Task.WhenAll(_writing).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }

        _free.Dispose();
    }

    /// <summary>Hands the batch to a connection that is free. Nobody else writes beside rows to which others refer.</summary>
    private void Submit()
    {
        var batch = _filling;
        if (batch.IsShared)
        {
            WaitForAll();
        }

        _free.Wait(_options.Cancel);
        BatchWriter writer;
        lock (_gate)
        {
            writer = _writers.Pop();
            _filling = _batches.Pop();
            ThrowFirstError();
            _writing.RemoveAll(task => task.IsCompleted);
            _writing.Add(Task.Factory.StartNew(() => Write(writer, batch), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }

        if (batch.IsShared)
        {
            WaitForAll();
        }
    }

    private void Write(BatchWriter writer, ShopBatch batch)
    {
        try
        {
            _retries.Do(() => writer.Write(batch), writer.Disconnect);
        }
        finally
        {
            lock (_gate)
            {
                _transactions += batch.Transactions;
                _changes += batch.Changes;
                batch.Clear();
                _writers.Push(writer);
                _batches.Push(batch);
            }

            _free.Release();
        }
    }

    private void WaitForAll()
    {
        Task.WhenAll(_writing).ContinueWith(_ => { }, TaskScheduler.Default).Wait(_options.Cancel);
        ThrowFirstError();
        _writing.Clear();
    }

    private void ThrowFirstError()
    {
        if (_writing.Find(task => task.IsFaulted) is { } failed)
        {
            failed.GetAwaiter().GetResult();
        }
    }
}
