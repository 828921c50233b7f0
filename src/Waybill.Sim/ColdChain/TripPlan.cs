using Waybill.Events.ColdChain;

namespace Waybill.Sim.ColdChain;

/// <summary>A trip as it was planned. The same object is planned again and again; part of a truck's state.</summary>
internal sealed class TripPlan
{
    public const int MostStops = 8;

    private readonly PlannedStop[] _stops = new PlannedStop[MostStops];
    private int _stopCount;
    private int _day;
    private int _number;
    private CargoKind _cargo;
    private int _driver;
    private long _departure;
    private long _arrival;
    private long _loadAt;
    private long _delay;

    /// <summary>Day of the planned departure.</summary>
    public int Day { get => _day; set => _day = value; }

    /// <summary>Number within the depot and that day.</summary>
    public int Number { get => _number; set => _number = value; }

    public CargoKind Cargo { get => _cargo; set => _cargo = value; }

    public CargoModel Model => CargoModel.All[(int)_cargo];

    /// <summary>Number of the driver in the world.</summary>
    public int Driver { get => _driver; set => _driver = value; }

    /// <summary>Seconds since 1970, as all times here.</summary>
    public long Departure { get => _departure; set => _departure = value; }

    public long Arrival { get => _arrival; set => _arrival = value; }

    /// <summary>When loading begins.</summary>
    public long LoadAt { get => _loadAt; set => _loadAt = value; }

    /// <summary>Seconds by which it will leave later than planned.</summary>
    public long Delay { get => _delay; set => _delay = value; }

    public ReadOnlySpan<PlannedStop> Stops => _stops.AsSpan(0, _stopCount);

    public void ClearStops() => _stopCount = 0;

    /// <summary>Adds a stop behind those that are there.</summary>
    public void Add(PlannedStop stop)
    {
        if (_stopCount < MostStops)
        {
            _stops[_stopCount++] = stop;
        }
    }

    public void Exchange(ref StateExchange state)
    {
        state.Field(ref _day);
        state.Field(ref _number);
        state.Field(ref _cargo);
        state.Field(ref _driver);
        state.Field(ref _departure);
        state.Field(ref _arrival);
        state.Field(ref _loadAt);
        state.Field(ref _delay);
        state.Field(ref _stopCount);
        _stopCount = Math.Min(_stopCount, MostStops);
        for (int i = 0; i < _stopCount; i++)
        {
            (StopKind kind, long at, int seconds, int door) = _stops[i];
            state.Field(ref kind);
            state.Field(ref at);
            state.Field(ref seconds);
            state.Field(ref door);
            _stops[i] = new PlannedStop(kind, at, seconds, door);
        }
    }
}
