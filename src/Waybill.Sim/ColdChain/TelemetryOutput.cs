using Waybill.Events.Feeds;
using Waybill.Events.Telemetry;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Sim.ColdChain;

/// <summary>
/// Puts the lines of one truck into the drops in which they arrive, in the order of their arrival. What arrives later waits here; part
/// of the truck's state.
/// </summary>
internal sealed class TelemetryOutput
{
    private const long MilliPerWindow = DropWindow.Seconds * 1_000L;

    private readonly TelemetryJsonWriter _json = new();
    private readonly List<PendingLine> _pending = [];
    private ByteBuffer _waiting = new();
    private ByteBuffer _spare = new();
    private readonly BreachTracker? _tracker;
    private FeedSegment[] _segments = [];
    private FeedSegment _segment = new();
    private long _segmentEnd;
    private long _dayStart;
    private long _dayEnd;
    private long _nextPending = long.MaxValue;
    private int _trip;

    /// <param name="tracker">Sees what is written of the present trip; null when nobody wants to know.</param>
    public TelemetryOutput(BreachTracker? tracker) => _tracker = tracker;

    /// <summary>Begins a truck's day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="segments">Its four drops.</param>
    /// <param name="trip">Number of the truck's present trip, 0 for none.</param>
    public void Begin(int day, FeedSegment[] segments, int trip)
    {
        _segments = segments;
        _dayStart = (long)day * Instant.SecondsPerDay * 1_000;
        _dayEnd = _dayStart + (Instant.SecondsPerDay * 1_000L);
        _trip = trip;
        _segmentEnd = _dayStart;
        _nextPending = _pending.Count > 0 ? _pending[0].ReceivedMilli : long.MaxValue;
    }

    /// <summary>Lines belong to this trip from now on; 0 for none.</summary>
    public void BeginTrip(int trip) => _trip = trip;

    /// <summary>Writes a reading that arrives after all that were written before.</summary>
    public void Write(in TelemetryReading reading, long receivedMilli)
    {
        if (receivedMilli >= _dayEnd)
        {
            WriteLater(in reading, receivedMilli);
            return;
        }

        if (receivedMilli >= _nextPending)
        {
            Release(receivedMilli);
        }

        FeedSegment segment = SegmentAt(receivedMilli);
        _json.AppendLine(segment.Bytes, in reading, new Instant(receivedMilli * 1_000));
        segment.Rows++;
        if (_trip > 0)
        {
            _tracker?.Accept(reading.At.Seconds, reading.TempMilli);
        }
    }

    /// <summary>Writes a reading that arrives after some that are written later.</summary>
    public void WriteLater(in TelemetryReading reading, long receivedMilli)
    {
        int offset = _waiting.Length;
        _json.AppendLine(_waiting, in reading, new Instant(receivedMilli * 1_000));
        Hold(new PendingLine(receivedMilli, offset, _waiting.Length - offset, _trip, reading.At.Seconds, reading.TempMilli));
    }

    /// <summary>Writes a line that nobody can read.</summary>
    public void WriteUnreadable(ReadOnlySpan<byte> line, long receivedMilli)
    {
        int offset = _waiting.Length;
        _waiting.Append(line);
        Hold(new PendingLine(receivedMilli, offset, line.Length, 0, 0, 0));
    }

    /// <summary>The present trip is over: what is still to arrive of it is judged now.</summary>
    public void EndTrip()
    {
        if (_tracker is not null)
        {
            foreach (PendingLine line in _pending)
            {
                if (line.Trip == _trip && line.Seconds > 0)
                {
                    _tracker.Accept(line.Seconds, line.Milli);
                }
            }

            _tracker.End();
        }

        _trip = 0;
    }

    /// <summary>Writes what arrives before the day ends.</summary>
    public void End()
    {
        Release(_dayEnd - 1);
        _spare.Clear();
        for (int i = 0; i < _pending.Count; i++)
        {
            PendingLine line = _pending[i];
            _pending[i] = line with { Offset = _spare.Length };
            _spare.Append(_waiting.Written.Slice(line.Offset, line.Length));
        }

        (_waiting, _spare) = (_spare, _waiting);
    }

    public void Clear()
    {
        _pending.Clear();
        _waiting.Clear();
    }

    public void Exchange(ref StateExchange state)
    {
        state.Bytes(_waiting);
        int count = _pending.Count;
        state.Field(ref count);
        for (int i = 0; i < count; i++)
        {
            (long received, int offset, int length, int trip, long seconds, int milli) = i < _pending.Count ? _pending[i] : default;
            state.Field(ref received);
            state.Field(ref offset);
            state.Field(ref length);
            state.Field(ref trip);
            state.Field(ref seconds);
            state.Field(ref milli);
            if (i == _pending.Count)
            {
                _pending.Add(new PendingLine(received, offset, length, trip, seconds, milli));
            }
        }
    }

    private FeedSegment SegmentAt(long receivedMilli)
    {
        if (receivedMilli >= _segmentEnd)
        {
            int window = (int)((receivedMilli - _dayStart) / MilliPerWindow);
            _segment = _segments[window];
            _segmentEnd = _dayStart + ((window + 1) * MilliPerWindow);
        }

        return _segment;
    }

    private void Hold(PendingLine line)
    {
        int place = _pending.Count;
        while (place > 0 && _pending[place - 1].ReceivedMilli > line.ReceivedMilli)
        {
            place--;
        }

        _pending.Insert(place, line);
        _nextPending = _pending[0].ReceivedMilli;
    }

    /// <summary>Writes what has arrived by then.</summary>
    private void Release(long receivedMilli)
    {
        int count = 0;
        while (count < _pending.Count && _pending[count].ReceivedMilli <= receivedMilli)
        {
            PendingLine line = _pending[count++];
            FeedSegment segment = SegmentAt(line.ReceivedMilli);
            segment.Bytes.Append(_waiting.Written.Slice(line.Offset, line.Length));
            segment.Rows++;
            if (line.Trip > 0 && line.Trip == _trip && line.Seconds > 0)
            {
                _tracker?.Accept(line.Seconds, line.Milli);
            }
        }

        _pending.RemoveRange(0, count);
        _nextPending = _pending.Count > 0 ? _pending[0].ReceivedMilli : long.MaxValue;
    }
}
