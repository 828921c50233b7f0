using System.Diagnostics;
using Waybill.Connectors.Files;
using Waybill.Connectors.Postgres.Writing;
using Waybill.Connectors.Truth;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Sim;
using Waybill.Sim.Truth;

namespace Waybill.Cli.Simulate;

/// <summary>
/// Advances the world of a workspace. Every day is written beside what is there, put in place, and committed by replacing
/// <c>state/world/world.json</c>; a day that was interrupted before that is played again and gives the same bytes.
/// </summary>
internal sealed class SimulateJob
{
    private const int MostDays = 36_500;

    private readonly string _root;
    private readonly SimulateOptions _options;
    private readonly WorldFolder _folder;
    private readonly long[] _runFaults = new long[FaultKinds.Count];
    private Task _cleaning = Task.CompletedTask;
    private long _salesRows;
    private long _logisticsRows;
    private long _factoryRows;
    private long _shopRows;
    private long _coldChainRows;
    private long _feedBytes;
    private long _ledgerBytes;
    private SimulateProgress _progress;

    private SimulateJob(string root, SimulateOptions options)
    {
        _root = root;
        _options = options;
        _folder = new WorldFolder(root);
    }

    /// <summary>Runs a simulation.</summary>
    /// <param name="workspaceRoot">Absolute path of the workspace; made when it is missing.</param>
    /// <param name="options">What to simulate.</param>
    /// <param name="cancel">Stops between two cells; what is committed stays.</param>
    /// <exception cref="WaybillException">Options that cannot be or differ from the workspace's world; a damaged or newer
    /// world; a disk that refuses; another run on the same workspace.</exception>
    public static SimulateResult Run(string workspaceRoot, SimulateOptions options, CancellationToken cancel = default)
    {
        using WorldLock only = WorldLock.Take(Path.Combine(workspaceRoot, "state"));
        return new SimulateJob(workspaceRoot, options).Run(cancel);
    }

    /// <summary>The first day of the workspace's world, or null when it has none.</summary>
    public static DateOnly? StartDate(string workspaceRoot) => new WorldFolder(workspaceRoot).Load()?.StartDate;

    /// <summary>The time of the world's last drop, or null when the workspace has no world or it has no day yet.</summary>
    public static DateTime? WorldTime(string workspaceRoot) =>
        new WorldFolder(workspaceRoot).Load() is { } state && state.NextDay > state.StartDate ? state.LandedUntil : null;

    private SimulateResult Run(CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        WorldState? known = _folder.Load();
        _folder.Sweep(known);
        (WorldState state, WorldPlan plan) = known is null
            ? SimulatedWorld.Create(_folder, _options)
            : SimulatedWorld.Open(_folder, known, _options);
        int days = DaysToPlay(state);
        if (state.LandedWindow is not null && !_options.Ahead)
        {
            state = _folder.LandAll(state);
        }

        using IShopDatabase? shop = _options.Shop?.Open(state, plan, live => _options.Progress?.Invoke(_progress with { Live = live }), cancel);
        var pipeline = new CellPipeline(plan, _options.Threads ?? Environment.ProcessorCount);
        using TruthDatabase? truth =
            state.Truth == TruthLevel.Full && days > 0 ? new TruthDatabase(plan.World.Vocabulary, plan.Factories is null ? null : plan.World.Plant?.Vocabulary, plan.Depots is not null) : null;
        WrittenFile kpis = default;
        for (int done = 0; done < days; done++)
        {
            (state, kpis) = PlayDay(state, plan, pipeline, truth, shop, done, days, cancel);
        }

        _cleaning.GetAwaiter().GetResult();
        if (days == 0 && !_options.Ahead)
        {
            kpis = WriteKpis(state, plan);
        }

        return new SimulateResult
        {
            Seed = state.Seed,
            Scale = state.Scale,
            Scenario = state.Scenario,
            Faults = state.FaultsName,
            Days = days,
            StartDate = state.StartDate,
            WorldTime = Midnight(state.NextDay),
            SalesRows = _salesRows,
            LogisticsRows = _logisticsRows,
            FactoryRows = _factoryRows,
            ShopRows = _shopRows,
            ColdChainRows = _coldChainRows,
            FeedBytes = _feedBytes,
            LedgerBytes = _ledgerBytes,
            FaultsByKind = Enum.GetValues<FaultKind>()
                .Where(kind => _runFaults[(int)kind] > 0)
                .ToDictionary(FaultKinds.Name, kind => _runFaults[(int)kind]),
            Postgres = shop?.Load,
            Seconds = clock.Elapsed.TotalSeconds,
            Digest = WorldDigest.Show(state.FileDigest, state.Files, kpis),
        };
    }

    private (WorldState State, WrittenFile Kpis) PlayDay(
        WorldState before, WorldPlan plan, CellPipeline pipeline, TruthDatabase? truth, IShopDatabase? shop, int done, int days, CancellationToken cancel)
    {
        int day = SimulatedWorld.DayOf(before.NextDay);
        string cellsFile = $"cells-{before.NextDay.AddDays(1):yyyyMMdd}.bin";
        DropWindow last = DropWindow.LastOf(day);
        DropWindow arrived = _options.Ahead ? before.LandedWindow is { } window ? new DropWindow(window) : last.Next(-DropWindow.PerDay) : last;
        using var files = new DayFiles(_root, plan, day, $"{WorldFolder.RelativePath}/{cellsFile}", truth, shop ?? _options.ShopSink, arrived);
        int cells = 0;
        using (CellStateReader? states =
            before.CellsFile.Length > 0 && !pipeline.HasStates ? new CellStateReader(_folder.CellsPath(before.CellsFile)) : null)
        {
            pipeline.Play(day, states, HandOn, cancel);
        }

        // The database first: it knows which days it has, and passes over them when this day is played again.
        shop?.Complete(day);
        Reached("shop");
        List<HeldFile> held = [.. before.Held];
        IReadOnlyList<WrittenFile> written = files.Publish(held, Reached);
        WorldState after = After(before, plan, files, written) with { CellsFile = cellsFile, Held = held };
        WrittenFile kpis = WriteKpis(after, plan);
        if (_options.Ahead)
        {
            held.Add(new HeldFile(kpis.Path, KpiReport.FilePath, last.Index, kpis.Length, kpis.Hash));
            after = after with { LandedWindow = arrived.Index };
        }

        Reached("kpis");
        _folder.Save(after);
        Reached("committed");
        Count(files);

        // Giving back a large file's blocks takes the file system a while; nothing has to wait for it.
        _cleaning.GetAwaiter().GetResult();
        _cleaning = Task.Run(() => _folder.DeleteCells(before.CellsFile), CancellationToken.None);
        return (after, kpis);

        void HandOn(int cell, CellDay result)
        {
            files.Append(cell, result);
            _progress = new SimulateProgress(
                before.NextDay,
                done,
                days,
                ++cells,
                plan.AllCells.Count,
                _salesRows + _logisticsRows + _factoryRows + _shopRows + _coldChainRows
                    + files.SalesRows + files.LogisticsRows + files.FactoryRows + files.ShopRows + files.ColdChainRows,
                _feedBytes + files.FeedBytes);
            _options.Progress?.Invoke(_progress);
        }
    }

    private static WorldState After(
        WorldState before, WorldPlan plan, DayFiles files, IReadOnlyList<WrittenFile> written)
    {
        Kpis kpis = KpisOf(before);
        kpis.Add(files.Kpis);
        FactoryKpis factories = FactoryKpisOf(before, plan);
        factories.Add(files.FactoryKpis);
        long[] faults = new long[FaultKinds.Count];
        Tally.Add(faults, [.. before.FaultCounts]);
        Tally.Add(faults, files.FaultCounts);
        return before with
        {
            NextDay = before.NextDay.AddDays(1),
            FileDigest = written.Aggregate(before.FileDigest, (sum, file) => unchecked(sum + WorldDigest.Of(file))),
            Files = before.Files + written.Count,
            SalesRows = before.SalesRows + files.SalesRows,
            LogisticsRows = before.LogisticsRows + files.LogisticsRows,
            FactoryRows = before.FactoryRows + files.FactoryRows,
            ShopRows = before.ShopRows + files.ShopRows,
            ColdChainRows = before.ColdChainRows + files.ColdChainRows,
            Kpis = kpis.ToArray(),
            FactoryKpis = factories.ToArray(),
            ShopKpis = ShopKpisOf(before, plan, files.ShopKpis)?.ToArray(),
            FaultCounts = faults,
        };
    }

    private void Count(DayFiles files)
    {
        _salesRows += files.SalesRows;
        _logisticsRows += files.LogisticsRows;
        _factoryRows += files.FactoryRows;
        _shopRows += files.ShopRows;
        _coldChainRows += files.ColdChainRows;
        _feedBytes += files.FeedBytes;
        _ledgerBytes += files.LedgerBytes;
        Tally.Add(_runFaults, files.FaultCounts);
    }

    private void Reached(string step) => _options.Reached?.Invoke(step);

    private int DaysToPlay(WorldState state)
    {
        if (_options.Until is not { } until)
        {
            int days = _options.Days ?? 1;
            return days is >= 0 and <= MostDays
                ? days
                : throw new WaybillException(
                    WaybillErrorKind.Usage, $"{days} days cannot be simulated.", $"Use 0 to {MostDays} days.");
        }

        if (until.TimeOfDay != TimeSpan.Zero)
        {
            throw new WaybillException(
                WaybillErrorKind.Usage,
                $"{until:yyyy-MM-dd HH:mm:ss} is not midnight.",
                "A world advances by whole days (UTC): give a date.");
        }

        int missing = DateOnly.FromDateTime(until).DayNumber - state.NextDay.DayNumber;
        return missing <= MostDays
            ? Math.Max(missing, 0)
            : throw new WaybillException(
                WaybillErrorKind.Usage, $"{until:yyyy-MM-dd} is {missing} days away.", $"Use at most {MostDays} days.");
    }

    private WrittenFile WriteKpis(WorldState state, WorldPlan plan) =>
        KpiReport.Write(
            _root, KpisOf(state), FactoryKpisOf(state, plan), plan.World.Plant, ShopKpisOf(state, plan), Midnight(state.NextDay),
            _options.Ahead ? $"{WorldFolder.HeldFolder}/kpis-{state.NextDay:yyyyMMdd}.json" : null);

    /// <summary>Counters of the shops, with those of another day; null in a world without shops.</summary>
    private static ShopKpis? ShopKpisOf(WorldState state, WorldPlan plan, ShopKpis? more = null)
    {
        if (plan.World.Scenario.Shop is null)
        {
            return null;
        }

        var kpis = new ShopKpis();
        if (state.ShopKpis is { } known)
        {
            kpis.Load([.. known]);
        }

        if (more is not null)
        {
            kpis.Add(more);
        }

        return kpis;
    }

    private static FactoryKpis FactoryKpisOf(WorldState state, WorldPlan plan)
    {
        var kpis = new FactoryKpis(plan.World.Plant?.Products ?? 0);
        if (state.FactoryKpis.Count > 0)
        {
            kpis.Load([.. state.FactoryKpis]);
        }

        return kpis;
    }

    private static Kpis KpisOf(WorldState state)
    {
        var kpis = new Kpis();
        if (state.Kpis.Count > 0)
        {
            kpis.Load([.. state.Kpis]);
        }

        return kpis;
    }

    private static DateTime Midnight(DateOnly date) => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
