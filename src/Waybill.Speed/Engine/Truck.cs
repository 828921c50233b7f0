using Waybill.Events.Telemetry;

namespace Waybill.Speed.Engine;

/// <summary>A truck with the segments that readings may still come for.</summary>
internal sealed class Truck
{
    private readonly List<Segment> _segments = new(1);
    private string? _cargo;
    private string? _route;
    private int _context = -1;
    private TelemetryReading _latestReading;

    public Truck(string id, int index)
    {
        Id = id;
        Index = index;
    }

    public string Id { get; }

    /// <summary>Place among all trucks of the table.</summary>
    public int Index { get; }

    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>The segment with the latest reading; null before the first.</summary>
    public Segment? Latest { get; set; }

    /// <summary>Segments that ended by this time may be forgotten; a reading that would begin one is too late.</summary>
    public long ForgottenUpTo { get; set; } = long.MinValue;

    /// <summary>The latest time of a reading.</summary>
    public long LatestAt { get; set; } = long.MinValue;

    /// <summary>The reading with the latest time; nothing behind a snapshot, until there is one that is as late.</summary>
    public TelemetryReading LatestReading => _latestReading;

    public long LatestReceived { get; set; } = long.MinValue;

    /// <summary>True when it reported since states were last taken.</summary>
    public bool HasReported { get; set; }

    public void TakeLatest(in TelemetryReading reading)
    {
        if (reading.At.Microseconds >= LatestAt)
        {
            LatestAt = reading.At.Microseconds;
            _latestReading = reading;
        }
    }

    public Segment? Find(string? tripId, int day)
    {
        if (Latest is not null && Latest.Is(tripId, day))
        {
            return Latest;
        }

        foreach (Segment segment in _segments)
        {
            if (segment.Is(tripId, day))
            {
                return segment;
            }
        }

        return null;
    }

    public void Add(Segment segment) => _segments.Add(segment);

    /// <summary>True when a segment goes further in time than the latest; of two that go as far it is the one with the greater name.</summary>
    public bool IsLater(Segment segment)
    {
        if (Latest is null || segment.LastAt > Latest.LastAt)
        {
            return true;
        }

        return segment.LastAt == Latest.LastAt && string.CompareOrdinal(segment.Name, Latest.Name) > 0;
    }

    /// <summary>Forgets segments that ended before a time, and the oldest until there are no more than so many.</summary>
    public void Forget(long endedBefore, int keep)
    {
        while (true)
        {
            Segment? oldest = null;
            foreach (Segment segment in _segments)
            {
                if (segment != Latest && (oldest is null || segment.LastAt < oldest.LastAt))
                {
                    oldest = segment;
                }
            }

            if (oldest is null || (oldest.LastAt >= endedBefore && _segments.Count <= keep))
            {
                return;
            }

            _segments.Remove(oldest);
            ForgottenUpTo = Math.Max(ForgottenUpTo, oldest.LastAt);
        }
    }

    /// <summary>The number of a cargo and road when they are those of the reading before, which they nearly always are; otherwise -1.</summary>
    public int KnownContext(string? cargo, string? route) =>
        _context >= 0 && SameText(cargo, _cargo) && SameText(route, _route) ? _context : -1;

    public void KnowContext(string? cargo, string? route, int context) => (_cargo, _route, _context) = (cargo, route, context);

    private static bool SameText(string? left, string? right) => ReferenceEquals(left, right) || left == right;
}
