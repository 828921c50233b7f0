using System.Runtime.CompilerServices;
using Waybill.Events.Values;

namespace Waybill.Sim.Kernel;

/// <summary>
/// The events of one stretch of time in their total order (time, priority, sequence), where sequence is the order of
/// adding. The stretch is cut into slots; an event is filed by its slot in constant time, and only the slot that is
/// being played is sorted. Events may be added while the queue is played, at the present time or later.
/// </summary>
/// <typeparam name="T">What an event carries.</typeparam>
public sealed class EventQueue<T>
    where T : struct
{
    /// <summary>So many that a slot of a busy cell holds an event or two, and sorting it is next to nothing.</summary>
    private const int Slots = 4_096;
    private const int None = -1;

    /// <summary>Up to here straight insertion is faster than the library's sort.</summary>
    private const int SmallSlot = 48;

    private readonly int[] _heads = new int[Slots];
    private Node[] _nodes = new Node[256];
    private QueuedEvent<T>[] _active = new QueuedEvent<T>[64];
    private int _nodeCount;
    private int _activeNext;
    private int _activeCount;
    private int _slot;
    private int _lastSlot;
    private int _shift;
    private long _start;
    private long _end;
    private ulong _sequence;

    /// <summary>Start of the stretch; then the time of the event that was taken last.</summary>
    public Instant Now { get; private set; }

    /// <summary>First moment that no longer belongs to the stretch.</summary>
    public Instant End => new(_end);

    /// <summary>Forgets everything and opens a new stretch of time.</summary>
    public void Open(Instant start, Instant end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end.Microseconds, start.Microseconds);
        _start = start.Microseconds;
        _end = end.Microseconds;
        Now = start;
        _shift = 0;
        while ((_end - 1 - _start) >> _shift >= Slots)
        {
            _shift++;
        }

        Array.Fill(_heads, None);
        _lastSlot = (int)((_end - 1 - _start) >> _shift);
        _slot = 0;
        _nodeCount = 0;
        _activeNext = 0;
        _activeCount = 0;
        _sequence = 0;
    }

    /// <param name="time">From <see cref="Now"/> to before <see cref="End"/>.</param>
    /// <param name="priority">Lower goes first at the same time.</param>
    /// <param name="payload">What the event carries.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Instant time, byte priority, T payload)
    {
        if (time < Now || time.Microseconds >= _end)
        {
            ThrowOutside(time);
        }

        var added = new QueuedEvent<T>(time, ((ulong)priority << 56) | _sequence++, payload);
        int slot = (int)((time.Microseconds - _start) >> _shift);
        if (slot <= _slot)
        {
            InsertIntoActive(in added);
            return;
        }

        if (_nodeCount == _nodes.Length)
        {
            Array.Resize(ref _nodes, _nodes.Length * 2);
        }

        _nodes[_nodeCount] = new Node(added, _heads[slot]);
        _heads[slot] = _nodeCount++;
    }

    /// <summary>Takes the next event; false when the stretch is over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(out QueuedEvent<T> next)
    {
        if (_activeNext == _activeCount && !LoadNextSlot())
        {
            next = default;
            return false;
        }

        next = _active[_activeNext++];
        Now = next.Time;
        return true;
    }

    private static void ThrowOutside(Instant time) =>
        throw new ArgumentOutOfRangeException(nameof(time), time, "An event must lie between now and the end of the stretch.");

    private bool LoadNextSlot()
    {
        do
        {
            if (_slot == _lastSlot)
            {
                return false;
            }

            _slot++;
        }
        while (_heads[_slot] == None);

        _activeNext = 0;
        _activeCount = 0;
        for (int node = _heads[_slot]; node != None; node = _nodes[node].Next)
        {
            if (_activeCount == _active.Length)
            {
                Array.Resize(ref _active, _active.Length * 2);
            }

            _active[_activeCount++] = _nodes[node].Event;
        }

        if (_activeCount > 1)
        {
            // The list gives the last one added first; turned round, events of one moment are in their order already.
            Span<QueuedEvent<T>> events = _active.AsSpan(0, _activeCount);
            events.Reverse();
            Sort(events);
        }

        return true;
    }

    private static void Sort(Span<QueuedEvent<T>> events)
    {
        if (events.Length > SmallSlot)
        {
            events.Sort(default(QueuedEventOrder<T>));
            return;
        }

        for (int i = 1; i < events.Length; i++)
        {
            QueuedEvent<T> moving = events[i];
            int place = i;
            while (place > 0 && moving.IsBefore(in events[place - 1]))
            {
                events[place] = events[place - 1];
                place--;
            }

            events[place] = moving;
        }
    }

    private void InsertIntoActive(in QueuedEvent<T> added)
    {
        if (_activeCount == _active.Length)
        {
            Array.Resize(ref _active, _active.Length * 2);
        }

        int place = _activeCount++;
        while (place > _activeNext && added.IsBefore(in _active[place - 1]))
        {
            _active[place] = _active[place - 1];
            place--;
        }

        _active[place] = added;
    }

    private readonly record struct Node(QueuedEvent<T> Event, int Next);
}
