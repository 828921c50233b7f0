using Waybill.Events.Values;
using Waybill.Server.Live;

namespace Waybill.Cli.Up;

/// <summary>The world's clock, for those who ask over HTTP.</summary>
internal sealed class UpWorld(WorldClock clock) : IWorldControl
{
    public WorldState State
    {
        get
        {
            var now = clock.Now;
            return new WorldState(LiveWords.Time(now), clock.Speed, clock.IsPaused, Day(now), Math.Round(clock.Lag.TotalSeconds, 1));
        }
    }

    public WorldState Change(WorldChange change)
    {
        if (change.Speed is { } speed)
        {
            clock.SetSpeed(speed);
        }

        switch (change.Paused)
        {
            case true:
                clock.Pause();
                break;
            case false:
                clock.GoOn();
                break;
        }

        return State;
    }

    private static string Day(Instant time) => LiveWords.Time(time)[..10];
}
