namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>
/// Decides who may write what. A transaction begins when all before it that share a ticket are committed. Where the shared ticket is
/// needed only for its last step (stock), it begins as soon as those have begun, and waits before that step: so buyers of the same
/// thing work at the same time and take it one after the other.
/// </summary>
internal sealed class LiveSchedule
{
    private readonly Lock _gate = new();
    private readonly State[] _states;
    private readonly PriorityQueue<int, int> _ready = new();
    private readonly Stack<LiveWorker> _idle = new();
    private int _open;
    private Exception? _error;

    /// <param name="count">How many transactions there are; they are numbered in the order of the world.</param>
    public LiveSchedule(int count)
    {
        _open = count;
        _states = [.. Enumerable.Range(0, count).Select(_ => new State())];
    }

    /// <summary>The first thing that went wrong.</summary>
    public Exception? Error => _error;

    /// <summary>Lets one transaction wait for another.</summary>
    /// <param name="later">The one that waits.</param>
    /// <param name="earlier">The one that it waits for.</param>
    /// <param name="isLate">Whether only the last step waits.</param>
    public void Follow(int later, int earlier, bool isLate)
    {
        _states[earlier].Followers.Add((later, isLate));
        if (isLate)
        {
            _states[later].NotBegun++;
            _states[later].NotTaken++;
        }
        else
        {
            _states[later].NotCommitted++;
        }
    }

    /// <summary>After the last call of <see cref="Follow"/>.</summary>
    public void Start()
    {
        for (var i = 0; i < _states.Length; i++)
        {
            if (_states[i].CanBegin)
            {
                _ready.Enqueue(i, i);
            }
        }
    }

    /// <summary>The next transaction for a worker, or -1 when there is nothing left to do.</summary>
    public int Take(LiveWorker worker)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_error is not null || _open == 0)
                {
                    return -1;
                }

                if (_ready.TryDequeue(out var next, out _))
                {
                    Begin(next);
                    return next;
                }

                _idle.Push(worker);
            }

            worker.Wake.Wait();
        }
    }

    /// <summary>Waits until the last step may be done; false when everything stops.</summary>
    public bool MayTakeStock(int transaction, LiveWorker worker)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_error is not null || _states[transaction].NotTaken == 0)
                {
                    return _error is null;
                }

                _states[transaction].Waiting = worker;
            }

            worker.Wake.Wait();
        }
    }

    /// <summary>Whether the last step may be done at once.</summary>
    public bool StockIsFree(int transaction)
    {
        lock (_gate)
        {
            return _states[transaction].NotTaken == 0;
        }
    }

    public void Committed(int transaction)
    {
        lock (_gate)
        {
            foreach (var (later, isLate) in _states[transaction].Followers)
            {
                var state = _states[later];
                if (isLate)
                {
                    state.NotTaken--;
                    if (state.NotTaken == 0)
                    {
                        state.Waiting?.Wake.Release();
                        state.Waiting = null;
                    }
                }
                else
                {
                    state.NotCommitted--;
                    Offer(later);
                }
            }

            _open--;
            if (_open == 0)
            {
                WakeAll();
            }
        }
    }

    /// <summary>Stops everybody.</summary>
    public void Fail(Exception error)
    {
        lock (_gate)
        {
            _error ??= error;
            foreach (var state in _states)
            {
                state.Waiting?.Wake.Release();
                state.Waiting = null;
            }

            WakeAll();
        }
    }

    private void Begin(int transaction)
    {
        foreach (var (later, isLate) in _states[transaction].Followers)
        {
            if (isLate)
            {
                _states[later].NotBegun--;
                Offer(later);
            }
        }
    }

    private void Offer(int transaction)
    {
        if (_states[transaction].CanBegin)
        {
            _ready.Enqueue(transaction, transaction);
            if (_idle.TryPop(out var worker))
            {
                worker.Wake.Release();
            }
        }
    }

    private void WakeAll()
    {
        while (_idle.TryPop(out var worker))
        {
            worker.Wake.Release();
        }
    }

    private sealed class State
    {
        /// <summary>Earlier ones that must be committed before this one begins.</summary>
        public int NotCommitted { get; set; }

        /// <summary>Earlier ones whose stock it takes next and that have not begun; when they have, they can end without this one.</summary>
        public int NotBegun { get; set; }

        /// <summary>Earlier ones whose stock it takes next and that are not committed.</summary>
        public int NotTaken { get; set; }

        /// <summary>Who waits to do the last step.</summary>
        public LiveWorker? Waiting { get; set; }

        public List<(int Later, bool IsLate)> Followers { get; } = [];

        public bool CanBegin => NotCommitted == 0 && NotBegun == 0;
    }
}
