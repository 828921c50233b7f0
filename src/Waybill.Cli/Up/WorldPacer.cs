using Waybill.Cli.Scheduling;
using Waybill.Cli.Simulate;
using Waybill.Events.Feeds;
using Waybill.Events.Values;

namespace Waybill.Cli.Up;

/// <summary>
/// Brings a world to where its clock stands: days are played ahead in the background, readings go to what watches the trucks, and drops
/// land when their time comes. The clock never passes a drop that has not landed.
/// </summary>
internal sealed class WorldPacer(PacedWorld world, WorldClock clock, LiveFeed live)
{
    private Task _playing = Task.CompletedTask;
    private volatile bool _holdsDrops;
    private volatile bool _holdsDayEnd;

    /// <summary>Told of every drop that landed.</summary>
    public Action<DropWindow> Landed { get; init; } = _ => { };

    /// <summary>Whether the next drop waits until the day before it has been refined.</summary>
    public bool IsHeldUp => _holdsDrops;

    /// <summary>The next drop does not land before <see cref="LetDropsGo"/>; readings go on until its time.</summary>
    public void HoldUp() => _holdsDayEnd = _holdsDrops = true;

    /// <summary>Drops land again, but not the last of a day, with which truth comes, before <see cref="LetGo"/>.</summary>
    public void LetDropsGo() => _holdsDrops = false;

    public void LetGo() => _holdsDayEnd = _holdsDrops = false;

    /// <summary>Does what is due at the clock's time; to be called again and again.</summary>
    public async Task StepAsync(CancellationToken ct)
    {
        await PlayAheadAsync(ct).ConfigureAwait(false);
        clock.LimitTo(Limit);
        var now = clock.Now;
        if (!IsNextHeld && NextDrop <= now)
        {
            await live.AdvanceAsync(NextDrop, ct).ConfigureAwait(false);
            if (await world.LandNextAsync(ct).ConfigureAwait(false) is { } window)
            {
                await live.LandAsync().ConfigureAwait(false);
                Landed(window);
            }
        }

        await live.AdvanceAsync(now, ct).ConfigureAwait(false);
    }

    /// <summary>Waits until nothing is played any more.</summary>
    public Task EndAsync() => _playing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private Instant NextDrop => world.LandedUntil.AddSeconds(DropWindow.Seconds);

    private bool IsNextHeld => _holdsDrops || (_holdsDayEnd && NextDrop.SecondOfDay == 0);

    private Instant Limit => IsNextHeld ? new Instant(NextDrop.Microseconds - 1)
        : NextDrop < world.PlayedUntil ? NextDrop : world.PlayedUntil;

    // A day ahead: the next one is played as soon as the last that is played begins.
    private async Task PlayAheadAsync(CancellationToken ct)
    {
        if (!_playing.IsCompleted)
        {
            return;
        }

        await _playing.ConfigureAwait(false);
        if (world.PlayedUntil <= clock.Now.AddSeconds(Instant.SecondsPerDay))
        {
            _playing = world.PlayDayAsync(LowPriority.Run, ct);
        }
    }
}
