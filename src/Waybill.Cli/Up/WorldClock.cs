using Waybill.Events.Values;

namespace Waybill.Cli.Up;

/// <summary>
/// The clock of a world: it goes at a speed, can be stopped, and never passes a limit, behind which nothing has been played yet. The time for
/// which it waits there is gone: it does not jump when the limit moves. For any number of threads.
/// </summary>
internal sealed class WorldClock
{
    public const double Slowest = 0.1;
    public const double Fastest = 100_000;

    /// <summary>A day in not quite five minutes: trucks visibly move, and a drop comes every 72 seconds.</summary>
    public const double DefaultSpeed = 300;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private Instant _asked;
    private Instant _limit;
    private Instant _from;
    private long _since;
    private double _speed;
    private bool _isPaused;

    /// <param name="time">Real time.</param>
    /// <param name="start">Where the world stands.</param>
    /// <param name="limit">What it may not pass.</param>
    /// <param name="speed">Seconds of the world in a second.</param>
    /// <param name="isPaused">Whether it stands still.</param>
    public WorldClock(TimeProvider time, Instant start, Instant limit, double speed, bool isPaused)
    {
        _time = time;
        _from = start;
        _asked = limit;
        _limit = limit > start ? limit : start;
        _speed = Math.Clamp(speed, Slowest, Fastest);
        _isPaused = isPaused;
        _since = time.GetTimestamp();
    }

    /// <summary>The world's time.</summary>
    public Instant Now
    {
        get
        {
            lock (_lock)
            {
                return Look().Now;
            }
        }
    }

    public double Speed
    {
        get
        {
            lock (_lock)
            {
                return _speed;
            }
        }
    }

    public bool IsPaused
    {
        get
        {
            lock (_lock)
            {
                return _isPaused;
            }
        }
    }

    /// <summary>How much of the world's time it is behind its speed, since it reached its limit or was changed last.</summary>
    public TimeSpan Lag
    {
        get
        {
            lock (_lock)
            {
                return Look().Lag;
            }
        }
    }

    /// <summary>From now on at this speed.</summary>
    public void SetSpeed(double speed)
    {
        if (speed is not (>= Slowest and <= Fastest))
        {
            throw new ArgumentOutOfRangeException(nameof(speed), speed, null);
        }

        lock (_lock)
        {
            Stand();
            _speed = speed;
        }
    }

    public void Pause()
    {
        lock (_lock)
        {
            Stand();
            _isPaused = true;
        }
    }

    public void GoOn()
    {
        lock (_lock)
        {
            Stand();
            _isPaused = false;
        }
    }

    /// <summary>Moves the limit; one in the past stops the clock where it is.</summary>
    public void LimitTo(Instant limit)
    {
        lock (_lock)
        {
            if (limit != _asked)
            {
                Stand();
                _asked = limit;
                _limit = limit > _from ? limit : _from;
            }
        }
    }

    private (Instant Now, TimeSpan Lag) Look()
    {
        if (_isPaused)
        {
            return (_from, TimeSpan.Zero);
        }

        double gone = _time.GetElapsedTime(_since).TotalMicroseconds * _speed;
        double room = _limit.Microseconds - _from.Microseconds;
        return gone <= room
            ? (new Instant(_from.Microseconds + (long)gone), TimeSpan.Zero)
            : (_limit, TimeSpan.FromMicroseconds(Math.Min(gone - room, TimeSpan.MaxValue.TotalMicroseconds / 2)));
    }

    private void Stand()
    {
        _from = Look().Now;
        _since = _time.GetTimestamp();
    }
}
