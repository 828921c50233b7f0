using Waybill.Events.Shop;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>
/// Decides who may write what. A transaction begins when all before it that share a ticket are committed. Where the shared ticket is
/// needed only for its last step (stock), it begins as soon as those have begun, and waits before that step: so buyers of the same
/// thing work at the same time and take it one after the other.
/// </summary>
internal sealed class LiveSchedule
{
    private static readonly int[] AllKinds = [.. Enum.GetValues<ShopTransactionKind>().Select(kind => (int)kind)];

    private readonly Lock _gate = new();
    private readonly State[] _states;
    private readonly PriorityQueue<int, int>[] _ready = [.. Enum.GetValues<ShopTransactionKind>().Select(_ => new PriorityQueue<int, int>())];
    private readonly LiveHomes? _homes;
    private readonly Func<int, ShopTransactionKind>? _kindOf;
    private readonly Stack<LiveWorker> _idle = new();
    private int _open;
    private Exception? _error;

    /// <param name="count">How many transactions there are; they are numbered in the order of the world.</param>
    /// <param name="homes">What each worker does first; without, everybody takes the transaction that comes first in the world.</param>
    /// <param name="kindOf">Kind of a transaction.</param>
    public LiveSchedule(int count, LiveHomes? homes = null, Func<int, ShopTransactionKind>? kindOf = null)
    {
        _homes = homes;
        _kindOf = homes is null ? null : kindOf;
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
                Enqueue(i);
            }
        }
    }

    /// <summary>The next transaction for a worker, or -1 when there is nothing left to do.</summary>
    public async ValueTask<int> TakeAsync(LiveWorker worker)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_error is not null || _open == 0)
                {
                    return -1;
                }

                if (TryDequeue(worker, out var next))
                {
                    Begin(next);
                    return next;
                }

                _idle.Push(worker);
            }

            await worker.Wake.WaitAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the last step may be done; false when everything stops.</summary>
    public async ValueTask<bool> MayTakeStockAsync(int transaction, LiveWorker worker)
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

            await worker.Wake.WaitAsync().ConfigureAwait(false);
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

    private void Enqueue(int transaction) => _ready[(int)(_kindOf?.Invoke(transaction) ?? 0)].Enqueue(transaction, transaction);

    /// <summary>The first ready one of the worker's own kinds, or of any.</summary>
    private bool TryDequeue(LiveWorker worker, out int transaction) =>
        (_homes is not null && TryDequeue(_homes.Of(worker.Place), out transaction)) || TryDequeue(AllKinds, out transaction);

    private bool TryDequeue(IReadOnlyList<int> kinds, out int transaction)
    {
        transaction = int.MaxValue;
        PriorityQueue<int, int>? first = null;
        foreach (var kind in kinds)
        {
            if (_ready[kind].TryPeek(out var next, out _) && next < transaction)
            {
                transaction = next;
                first = _ready[kind];
            }
        }

        return first is not null && first.TryDequeue(out transaction, out _);
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
            Enqueue(transaction);
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
