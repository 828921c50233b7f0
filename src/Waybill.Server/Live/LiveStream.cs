using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Live;

/// <summary>
/// The events for one reader. Trucks are collected and go out four times a second, so a slow reader gets fewer, later states of them;
/// alerts and steps of runs wait in a queue of limited length, and a reader that is further behind is cut off: it connects again
/// and gets the whole state.
/// </summary>
internal sealed class LiveStream : ILiveListener, IDisposable
{
    private static readonly TimeSpan TrucksPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StatePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly LiveParts _parts;
    private readonly LakeReader _reader;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, LiveTruck> _trucks = new(StringComparer.Ordinal);
    private readonly Queue<(string Event, object Data)> _events = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly List<IDisposable> _listening = [];
    private bool _isLost;

    public LiveStream(LiveParts parts, LakeReader reader, TimeProvider time)
    {
        _parts = parts;
        _reader = reader;
        _time = time;
        if (parts.State is { } state)
        {
            _listening.Add(state.Listen(this));
        }

        if (parts.Schedule is { } schedule)
        {
            _listening.Add(schedule.Listen(step => Enqueue("run", step)));
        }
    }

    /// <summary>How many trucks and events wait for the reader.</summary>
    public (int Trucks, int Events) Waiting
    {
        get
        {
            lock (_lock)
            {
                return (_trucks.Count, _events.Count);
            }
        }
    }

    public void TrucksChanged(IReadOnlyList<LiveTruck> trucks)
    {
        lock (_lock)
        {
            foreach (var truck in trucks)
            {
                _trucks[truck.TruckId] = truck;
            }
        }
    }

    public void AlertChanged(LiveAlert alert) => Enqueue("alert", alert);

    /// <summary>Writes the whole state, then what changes, until it is cancelled or the reader has fallen too far behind.</summary>
    public async Task WriteAsync(Stream body, CancellationToken ct)
    {
        var writer = new EventWriter(body);
        await writer.WriteAsync("trucks", _parts.State?.Trucks() ?? [], ct).ConfigureAwait(false);
        var world = _parts.World?.State;
        if (world is not null)
        {
            await writer.WriteAsync("world", world, ct).ConfigureAwait(false);
        }

        var snapshot = _reader.Edition().SnapshotId;
        await writer.WriteAsync("lake", new LakeChange(snapshot), ct).ConfigureAwait(false);
        var (trucksAt, stateAt, writtenAt) = (_time.GetTimestamp(), _time.GetTimestamp(), _time.GetTimestamp());
        while (!_isLost)
        {
            await WaitAsync(ct).ConfigureAwait(false);
            var written = await WriteEventsAsync(writer, ct).ConfigureAwait(false);
            if (_time.GetElapsedTime(trucksAt) >= TrucksPause)
            {
                trucksAt = _time.GetTimestamp();
                written |= await WriteTrucksAsync(writer, ct).ConfigureAwait(false);
            }

            if (_time.GetElapsedTime(stateAt) >= StatePause)
            {
                stateAt = _time.GetTimestamp();
                if (_parts.World?.State is { } now && now != world)
                {
                    world = now;
                    await writer.WriteAsync("world", now, ct).ConfigureAwait(false);
                    written = true;
                }

                if (_reader.Edition().SnapshotId is var newest && newest != snapshot)
                {
                    snapshot = newest;
                    await writer.WriteAsync("lake", new LakeChange(newest), ct).ConfigureAwait(false);
                    written = true;
                }
            }

            if (written)
            {
                writtenAt = _time.GetTimestamp();
            }
            else if (_time.GetElapsedTime(writtenAt) >= Heartbeat)
            {
                await writer.BeatAsync(ct).ConfigureAwait(false);
                writtenAt = _time.GetTimestamp();
            }
        }
    }

    public void Dispose()
    {
        foreach (var listening in _listening)
        {
            listening.Dispose();
        }

        // The semaphore has no handle to give back, and a late callback may still touch it.
    }

    private void Enqueue(string name, object data)
    {
        lock (_lock)
        {
            if (_events.Count >= Limits.WaitingAlerts)
            {
                _isLost = true;
                return;
            }

            _events.Enqueue((name, data));
            if (_news.CurrentCount == 0)
            {
                _news.Release();
            }
        }
    }

    // Until an event comes, or it is time for the trucks.
    private Task<bool> WaitAsync(CancellationToken ct) => _news.WaitAsync(TrucksPause, ct);

    private async Task<bool> WriteEventsAsync(EventWriter writer, CancellationToken ct)
    {
        (string Event, object Data)[] events;
        lock (_lock)
        {
            events = [.. _events];
            _events.Clear();
        }

        foreach (var (name, data) in events)
        {
            await writer.WriteAsync(name, data, ct).ConfigureAwait(false);
        }

        return events.Length > 0;
    }

    private async Task<bool> WriteTrucksAsync(EventWriter writer, CancellationToken ct)
    {
        LiveTruck[] trucks;
        lock (_lock)
        {
            trucks = [.. _trucks.Values];
            _trucks.Clear();
        }

        if (trucks.Length > 0)
        {
            await writer.WriteAsync("trucks", trucks, ct).ConfigureAwait(false);
        }

        return trucks.Length > 0;
    }
}
