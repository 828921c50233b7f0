using System.Runtime.ExceptionServices;
using Waybill.Connectors.Files;
using Waybill.Connectors.Truth;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Shop;
using Waybill.Events.Sinks;
using Waybill.Events.Text;
using Waybill.Sim;
using Waybill.Sim.Truth;

namespace Waybill.Cli.Simulate;

/// <summary>All files of one day: the drops, the ledger, the cells' states.</summary>
internal sealed class DayFiles : IDisposable
{
    private readonly string _root;
    private readonly WorldPlan _plan;
    private readonly int _day;
    private readonly DropWindow _arrived;
    private readonly LandingWriter _landing;
    private readonly LandingWriter? _twin;
    private readonly LedgerFile _ledger;
    private readonly CellStateWriter _states;
    private readonly DayTruth? _truth;
    private readonly FactoryReport? _factories;
    private readonly ShopDayFiles? _shop;
    private readonly IShopSink? _shopSink;
    private readonly FraudLabelReport? _labels;
    private readonly long[] _faultCounts = new long[FaultKinds.Count];

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="plan">The world.</param>
    /// <param name="day">Days since 1970-01-01.</param>
    /// <param name="statesPath">Where the cells' states go, relative to the workspace.</param>
    /// <param name="truth">Writes clean rows; null to write none.</param>
    /// <param name="shopSink">Takes what happens in the shops instead of files, or null.</param>
    /// <param name="arrived">The last window whose drops have arrived: the day's last, or one before it when the day is played ahead.</param>
    public DayFiles(
        string root, WorldPlan plan, int day, string statesPath, TruthDatabase? truth, IShopSink? shopSink, DropWindow arrived)
    {
        // What belongs to the day as a whole is written to where it waits, or to its place.
        _arrived = arrived;
        _root = arrived.Day < day ? Path.Combine(root, WorldFolder.HeldFolder) : root;
        _shopSink = shopSink;
        _plan = plan;
        _day = day;
        _landing = new LandingWriter(root, WorldFolder.HeldFolder);
        _twin = plan.HasTwin ? new LandingWriter(Path.Combine(root, WorldFolder.TwinFolder), WorldFolder.HeldFolder) : null;
        _ledger = new LedgerFile(_root, day);
        _states = new CellStateWriter(root, statesPath);
        _truth = truth is null ? null : new DayTruth(truth, _root, day);
        FactoryKpis = new FactoryKpis(plan.World.Plant?.Products ?? 0);
        _shop = plan.WritesShopFiles ? new ShopDayFiles(_root, day, lands: shopSink is null, keepsTruth: truth is not null) : null;
        _factories = plan.Factories is null ? null : new FactoryReport(_root, plan, day);
        _labels = plan.World.Scenario.HasFraud ? new FraudLabelReport(_root, day) : null;

        // The ledger first: a fault's line is written before the fault takes effect.
        var lines = new ByteBuffer();
        plan.FileFaults.WriteLedger(day, lines, _faultCounts);
        _ledger.Append(lines.Written);
        LedgerBytes = lines.Length;
        foreach (FeedDefinition feed in plan.Feeds)
        {
            for (int i = 0; i < DropWindow.PerDay; i++)
            {
                DropWindow window = DropWindow.First(day).Next(i);
                if (feed.HasDrop(window))
                {
                    _landing.Open(plan.FileFaults.Plan(feed, window));
                    _twin?.Open(new DropPlan(feed, window, feed.Header));
                }
            }
        }
    }

    public long SalesRows { get; private set; }

    public long LogisticsRows { get; private set; }

    /// <summary>Rows of all feeds of the factories.</summary>
    public long FactoryRows { get; private set; }

    /// <summary>Rows of all feeds of the depots.</summary>
    public long ColdChainRows { get; private set; }

    /// <summary>Changes of all tables of the shop.</summary>
    public long ShopRows { get; private set; }

    public long FeedBytes { get; private set; }

    public long LedgerBytes { get; private set; }

    /// <summary>What changed on this day.</summary>
    public Kpis Kpis { get; } = new();

    /// <summary>What changed in the factories on this day.</summary>
    public FactoryKpis FactoryKpis { get; }

    /// <summary>What changed in the shops on this day.</summary>
    public ShopKpis ShopKpis { get; } = new();

    /// <summary>Ledger lines by kind, in the order of <see cref="FaultKind"/>.</summary>
    public ReadOnlySpan<long> FaultCounts => _faultCounts;

    /// <summary>Takes what a cell did; cells come in order.</summary>
    public void Append(int cell, CellDay result)
    {
        Kpis.Add(result.Kpis);
        FactoryKpis.Add(result.FactoryKpis);
        ShopKpis.Add(result.ShopKpis);
        Tally.Add(_faultCounts, result.FaultCounts);
        _ledger.Append(result.Ledger.Written);
        LedgerBytes += result.Ledger.Length;
        if (cell >= WorldPlan.FirstDepot)
        {
            AppendDepot(result.Depot);
        }
        else if (cell >= WorldPlan.FirstFactory)
        {
            AppendFactory(result);
        }
        else
        {
            AppendMarket(cell, result);
        }

        _states.Append(cell, result.State.Written);
    }

    /// <summary>Forces everything to the disk and gives the files their names.</summary>
    /// <param name="held">Files that wait for a later drop; changed to what waits after this day.</param>
    /// <param name="reached">Is told of every step.</param>
    /// <returns>The files that joined landing and truth.</returns>
    public IReadOnlyList<WrittenFile> Publish(List<HeldFile> held, Action<string> reached)
    {
        Complete();
        reached("flushed");
        _states.Publish();
        reached("states");
        WrittenFile ledger = _ledger.Publish();
        reached("ledger");
        IReadOnlyList<WrittenFile> truth = _truth?.Publish() ?? [];
        IReadOnlyList<WrittenFile> factories = _factories is null ? [] : [_factories.Publish()];
        IReadOnlyList<WrittenFile> labels = _labels is null ? [] : [_labels.Publish()];
        IReadOnlyList<WrittenFile> schema = _plan.Schema.Changes.Count > 0 && _day == _plan.StartDay
            ? [SchemaReport.Write(_root, _plan)]
            : [];
        reached("truth");
        _twin?.Publish(DropWindow.LastOf(_day), [], _ => { });
        IReadOnlyList<WrittenFile> shop = _shop?.Publish(reached) ?? [];
        IReadOnlyList<WrittenFile> whole = [ledger, .. truth, .. factories, .. labels, .. schema, .. shop];
        if (_arrived.Day < _day)
        {
            // Before the drops: the truth of a day is there when its last rows land.
            held.AddRange(whole.Select(Hold));
            whole = [];
        }

        return [.. whole, .. _landing.Publish(_arrived, held, reached)];
    }

    private void Complete()
    {
        try
        {
            Parallel.Invoke(
                _landing.Complete,
                () => _twin?.Complete(),
                () => _shop?.Complete(),
                _ledger.Complete,
                _states.Complete,
                () => _truth?.Complete());
        }
        catch (AggregateException e)
        {
            // A full disk shows in many files at once; one of them says what to do.
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }

    private HeldFile Hold(WrittenFile file) =>
        new($"{WorldFolder.HeldFolder}/{file.Path}", file.Path, DropWindow.LastOf(_day).Index, file.Length, file.Hash);

    public void Dispose()
    {
        _landing.Dispose();
        _twin?.Dispose();
        _ledger.Dispose();
        _states.Dispose();
        _truth?.Dispose();
        _shop?.Dispose();
    }

    private void AppendMarket(int cell, CellDay result)
    {
        for (int feed = 0; feed < FeedCatalogue.Orders.Count; feed++)
        {
            for (int i = 0; i < DropWindow.PerDay; i++)
            {
                FeedSegment segment = result.Segment(feed, i);
                DropWindow window = DropWindow.First(_day).Next(i);
                _landing.Append(FeedCatalogue.Orders[feed], window, segment.Bytes.Written);
                _twin?.Append(FeedCatalogue.Orders[feed], window, result.TwinSegment(feed, i).Bytes.Written);
                FeedBytes += segment.Bytes.Length;
                SalesRows += feed == 0 ? segment.Rows : 0;
                LogisticsRows += feed == 0 ? 0 : segment.Rows;
            }
        }

        _labels?.Append(result.FraudLabels);
        _truth?.Append(result.Orders, result.Statuses);
        AppendShop(cell, result);
    }

    private void AppendShop(int cell, CellDay result)
    {
        ShopRows += result.Shop.Rows;
        _shopSink?.Append(cell, _day, result.Shop.Written);
        for (int table = 0; table < ShopCatalogue.All.Count; table++)
        {
            ReadOnlySpan<byte> lines = result.ShopSegment(table).Bytes.Written;
            _shop?.Append(table, lines);
            FeedBytes += _shopSink is null ? lines.Length : 0;
        }
    }

    private void AppendDepot(DepotDay result)
    {
        for (int feed = 0; feed < FeedCatalogue.ColdChain.Count; feed++)
        {
            for (int i = 0; i < DropWindow.PerDay; i++)
            {
                FeedSegment segment = result.Segment(feed, i);
                DropWindow window = DropWindow.First(_day).Next(i);
                _landing.Append(FeedCatalogue.ColdChain[feed], window, segment.Bytes.Written);
                _twin?.Append(FeedCatalogue.ColdChain[feed], window, result.TwinSegment(feed, i).Bytes.Written);
                FeedBytes += segment.Bytes.Length;
                ColdChainRows += segment.Rows;
            }
        }

        _truth?.Append(result.Trips, result.Incidents, result.Breaches);
    }

    private void AppendFactory(CellDay result)
    {
        DropWindow window = DropWindow.LastOf(_day);
        for (int feed = 0; feed < FeedCatalogue.Factory.Count; feed++)
        {
            FeedSegment segment = result.FactorySegment(feed);
            _landing.Append(FeedCatalogue.Factory[feed], window, segment.Bytes.Written);
            _twin?.Append(FeedCatalogue.Factory[feed], window, result.FactoryTwinSegment(feed).Bytes.Written);
            FeedBytes += segment.Bytes.Length;
            FactoryRows += segment.Rows;
        }

        Sim.Factory.FactoryRows rows = result.Factory;
        _factories?.Append(rows.Batches, rows.Readings);
        _truth?.Append(rows.Batches, rows.Readings, rows.Checks, rows.Logs);
    }
}
