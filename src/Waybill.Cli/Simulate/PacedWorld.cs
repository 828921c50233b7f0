using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Values;

namespace Waybill.Cli.Simulate;

/// <summary>
/// A world whose days are played ahead of a clock. What a day writes waits in <c>state/world/held</c> and lands, drop by drop, when it is
/// told to; <c>waybill simulate</c> lands what still waits and goes on as ever.
/// </summary>
internal sealed class PacedWorld : IDisposable
{
    private readonly string _root;
    private readonly SimulateOptions _options;
    private readonly WorldFolder _folder;

    /// <summary>world.json has one writer at a time.</summary>
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile WorldState _state;

    private PacedWorld(string root, SimulateOptions options, WorldState state)
    {
        _root = root;
        _options = options;
        _folder = new WorldFolder(root);
        _state = state;
    }

    /// <summary>The first day of the world.</summary>
    public Instant StartsAt => Midnight(_state.StartDate);

    /// <summary>The time of the last drop that has landed.</summary>
    public Instant LandedUntil => Instant.FromDateTime(_state.LandedUntil);

    /// <summary>The midnight until which days have been played.</summary>
    public Instant PlayedUntil => Midnight(_state.NextDay);

    public string Scenario => _state.Scenario;

    public ulong Seed => _state.Seed;

    /// <summary>Whether the truth of whole days is there to compare with.</summary>
    public bool HasTruth => _state.Truth == TruthLevel.Full;

    /// <summary>Opens the workspace's world, or begins one with some days of history, which land at once.</summary>
    /// <param name="root">Absolute path of the workspace, which the caller has locked.</param>
    /// <param name="options">Which world; what is given and differs from the workspace's world is refused.</param>
    /// <param name="historyDays">Days that a new world has behind it; at least one.</param>
    /// <param name="cancel">Stops between two cells.</param>
    /// <exception cref="WaybillException">As for <see cref="SimulateJob.Run(string, SimulateOptions, CancellationToken)"/>.</exception>
    public static PacedWorld Open(string root, SimulateOptions options, int historyDays, CancellationToken cancel)
    {
        var folder = new WorldFolder(root);
        if (folder.Load() is { ShopInPostgres: true } elsewhere && elsewhere.NextDay > elsewhere.StartDate)
        {
            throw new WaybillException(
                WaybillErrorKind.Usage,
                "The shop of this world goes into PostgreSQL, which is not paced by a clock.",
                "Use 'waybill simulate --to postgres --live', or begin another world in an empty workspace (--workspace).");
        }

        bool isNew = SimulateJob.WorldTime(root) is null;
        SimulateJob.Run(root, options with { Days = isNew ? historyDays : 0, Until = null, Ahead = !isNew }, cancel);
        return new PacedWorld(root, options, folder.Load()!); // it has just been played or opened
    }

    /// <summary>Plays the next day; nothing of it lands yet.</summary>
    public async Task PlayDayAsync(Func<Action, Task> run, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await run(() => SimulateJob.Run(_root, _options with { Days = 1, Until = null, Ahead = true }, cancel)).ConfigureAwait(false);
            _state = _folder.Load()!; // it has just been played
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Lands what waits for the next drop.</summary>
    /// <returns>The window whose drop it was; null when nothing is played beyond what has landed.</returns>
    public async Task<DropWindow?> LandNextAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (LandedUntil >= PlayedUntil)
            {
                return null;
            }

            _state = _folder.LandNext(_state);
            return new DropWindow(_state.LandedWindow!.Value); // one has just landed
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The file with the readings that were received in a window, landed or waiting; null when there is none.</summary>
    /// <returns>The folder of the feed, and the file below it.</returns>
    public (string Folder, string File)? ReadingsOf(DropWindow window)
    {
        string file = FeedCatalogue.Telemetry.FileName(window.End.ToDateTime());
        string landed = Path.Combine(_root, FeedCatalogue.Telemetry.LandingFolder);
        string held = Path.Combine(_root, WorldFolder.HeldFolder, FeedCatalogue.Telemetry.LandingFolder);
        return File.Exists(Path.Combine(landed, file)) ? (landed, file)
            : File.Exists(Path.Combine(held, file)) ? (held, file)
            : null;
    }

    public void Dispose() => _one.Dispose();

    private static Instant Midnight(DateOnly date) => Instant.FromDateTime(date.ToDateTime(TimeOnly.MinValue));
}
