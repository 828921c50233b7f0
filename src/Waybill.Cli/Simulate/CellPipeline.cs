using System.Runtime.ExceptionServices;
using Waybill.Events.Text;
using Waybill.Sim;

namespace Waybill.Cli.Simulate;

/// <summary>
/// Plays a day's cells on several threads and hands their results on in the order of the cells. Only a few cells are in
/// flight: whoever finishes the next one in order hands on all that are ready, and nobody runs ahead of the free buffers.
/// </summary>
internal sealed class CellPipeline
{
    /// <summary>Results that may wait for an earlier cell, for each thread.</summary>
    private const int BuffersPerThread = 2;

    private readonly IReadOnlyList<int> _cells;
    private readonly CellSimulator[] _simulators;
    private readonly ByteBuffer[] _states;
    private readonly KeptStates _kept;
    private readonly CellDay[] _buffers;
    private readonly CellDay?[] _ready;
    private readonly Stack<CellDay> _free = new();
    private readonly Lock _handOn = new();
    private readonly object _gate = new();
    private Exception? _error;

    /// <summary>Places in the list of cells.</summary>
    private int _nextToPlay;
    private int _nextToHandOn;

    public CellPipeline(WorldPlan plan, int threads)
    {
        _cells = plan.AllCells;
        int count = Math.Min(threads, _cells.Count);
        int products = plan.World.Plant?.Products ?? 0;
        _simulators = [.. Enumerable.Range(0, count).Select(_ => new CellSimulator(plan))];
        _states = [.. _simulators.Select(_ => new ByteBuffer())];
        _kept = new KeptStates(_cells.Count);
        _buffers = [.. Enumerable.Range(0, count * BuffersPerThread + 1).Select(_ => new CellDay(products))];
        _ready = new CellDay?[_buffers.Length];
    }

    /// <summary>Whether the states before the next day are in memory, because this played the day before.</summary>
    public bool HasStates => _kept.AreThere;

    /// <summary>Plays one day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="before">The cells' states before it; null on the world's first day, and when they are in memory.</param>
    /// <param name="handOn">Takes a cell's result; called for one cell after the other, on changing threads.</param>
    /// <param name="cancel">Stops between two cells.</param>
    public void Play(int day, CellStateReader? before, Action<int, CellDay> handOn, CancellationToken cancel)
    {
        _error = null;
        _nextToPlay = 0;
        _nextToHandOn = 0;
        _free.Clear();
        Array.Clear(_ready);
        Array.ForEach(_buffers, _free.Push);
        Task[] helpers =
        [
            .. Enumerable.Range(1, _simulators.Length - 1).Select(worker => Task.Factory.StartNew(
                () => Work(worker, day, before, handOn, cancel),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
        ];
        Work(0, day, before, handOn, cancel);
        Task.WaitAll(helpers, CancellationToken.None);
        if (_error is not null)
        {
            ExceptionDispatchInfo.Throw(_error);
        }

        _kept.Complete();
    }

    private void Work(int worker, int day, CellStateReader? before, Action<int, CellDay> handOn, CancellationToken cancel)
    {
        try
        {
            while (TryClaim(worker, before, cancel, out int place, out CellDay result, out ulong checksum))
            {
                int cell = _cells[place];
                before?.Check(cell, _states[worker], checksum);
                _simulators[worker].Play(cell, day, HasStates ? _kept.At(place) : _states[worker].Written, result);
                lock (_gate)
                {
                    _ready[place % _ready.Length] = result;
                }

                HandOnWhatIsReady(handOn);
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _error ??= e;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>
    /// Takes a buffer first and the next cell then: so the earliest unfinished cell always has a buffer, and nobody waits
    /// for ever. States are read in the same step because they lie in the order of the cells.
    /// </summary>
    private bool TryClaim(
        int worker, CellStateReader? before, CancellationToken cancel, out int place, out CellDay result, out ulong checksum)
    {
        lock (_gate)
        {
            while (_free.Count == 0 && _error is null && _nextToPlay < _cells.Count)
            {
                Monitor.Wait(_gate);
            }

            cancel.ThrowIfCancellationRequested();
            checksum = 0;
            place = _nextToPlay;
            if (_error is not null || _nextToPlay == _cells.Count)
            {
                result = _buffers[0];
                return false;
            }

            result = _free.Pop();
            _nextToPlay++;
            if (before is not null)
            {
                checksum = before.Read(_cells[place], _states[worker]);
            }

            return true;
        }
    }

    private void HandOnWhatIsReady(Action<int, CellDay> handOn)
    {
        // Whoever comes while another one hands on leaves at once; that one looks again after letting go.
        while (NextReady() is not null && _handOn.TryEnter())
        {
            try
            {
                while (NextReady() is { } next)
                {
                    handOn(_cells[_nextToHandOn], next);
                    _kept.Take(_nextToHandOn, next);
                    lock (_gate)
                    {
                        _ready[_nextToHandOn % _ready.Length] = null;
                        _nextToHandOn++;
                        _free.Push(next);
                        Monitor.PulseAll(_gate);
                    }
                }
            }
            finally
            {
                _handOn.Exit();
            }
        }
    }

    private CellDay? NextReady()
    {
        lock (_gate)
        {
            return _error is null ? _ready[_nextToHandOn % _ready.Length] : null;
        }
    }
}
