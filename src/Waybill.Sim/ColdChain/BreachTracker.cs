using Waybill.Events.ColdChain;
using Waybill.Events.Values;

namespace Waybill.Sim.ColdChain;

/// <summary>
/// Finds the runs above the limit in what a trip's readings say as they were written. Takes readings in the order of arrival; those
/// that are late or repeat a moment do not count. A reading is judged when none before it can come any more.
/// </summary>
internal sealed class BreachTracker
{
    /// <summary>A reading that is older than the newest one by more is late.</summary>
    private const int LatenessSeconds = 600;

    /// <summary>A run ends with a reading that is so far below the limit.</summary>
    private const int ClearsBelow = 500;
    private const int WarmestPossible = 90_000;
    private const int ColdestPossible = -60_000;

    private readonly List<(long Seconds, int Milli)> _recent = [];
    private int _first;
    private int _limit;
    private long _newest;
    private bool _isWarm;
    private long _since;
    private int _peak;
    private int _readings;

    /// <summary>Runs of the present trip that are over.</summary>
    public List<BreachRow> Found { get; set; } = [];

    public string TripId { get; set; } = "";

    public string TruckId { get; set; } = "";

    /// <summary>Begins a trip.</summary>
    public void Begin(int limitMilli)
    {
        _recent.Clear();
        _first = 0;
        _limit = limitMilli;
        _newest = 0;
        (_isWarm, _since, _peak, _readings) = (false, 0, 0, 0);
    }

    public void Accept(long seconds, int milli)
    {
        if (seconds < _newest - LatenessSeconds)
        {
            return;
        }

        int place = _recent.Count;
        while (place > _first && _recent[place - 1].Seconds >= seconds)
        {
            place--;
        }

        if (place < _recent.Count && _recent[place].Seconds == seconds)
        {
            return;
        }

        _recent.Insert(place, (seconds, milli));
        _newest = Math.Max(_newest, seconds);
        while (_recent[_first].Seconds < _newest - LatenessSeconds)
        {
            Judge(_recent[_first++]);
        }

        if (_first >= 256)
        {
            _recent.RemoveRange(0, _first);
            _first = 0;
        }
    }

    /// <summary>The trip is over and nothing of it will arrive any more.</summary>
    public void End()
    {
        while (_first < _recent.Count)
        {
            Judge(_recent[_first++]);
        }

        if (_isWarm)
        {
            Add(null);
        }
    }

    public void Exchange(ref StateExchange state)
    {
        state.Field(ref _limit);
        state.Field(ref _newest);
        state.Field(ref _isWarm);
        state.Field(ref _since);
        state.Field(ref _peak);
        state.Field(ref _readings);
        _recent.RemoveRange(0, Math.Min(_first, _recent.Count));
        _first = 0;
        int count = _recent.Count;
        state.Field(ref count);
        for (int i = 0; i < count; i++)
        {
            (long seconds, int milli) = i < _recent.Count ? _recent[i] : default;
            state.Field(ref seconds);
            state.Field(ref milli);
            if (i == _recent.Count)
            {
                _recent.Add((seconds, milli));
            }
        }
    }

    /// <summary>Forgets everything, before fields are read.</summary>
    public void Clear() => Begin(0);

    private void Judge((long Seconds, int Milli) reading)
    {
        if (reading.Milli is < ColdestPossible or > WarmestPossible)
        {
            return; // Impossible values and those that are missing say nothing.
        }

        if (reading.Milli > _limit)
        {
            if (!_isWarm)
            {
                (_isWarm, _since, _peak, _readings) = (true, reading.Seconds, reading.Milli, 0);
            }

            _peak = Math.Max(_peak, reading.Milli);
            _readings++;
        }
        else if (_isWarm && reading.Milli <= _limit - ClearsBelow)
        {
            Add(Instant.FromSeconds(reading.Seconds));
            _isWarm = false;
        }
    }

    private void Add(Instant? end) =>
        Found.Add(new BreachRow(TripId, TruckId, Instant.FromSeconds(_since), end, _peak, _readings));
}
