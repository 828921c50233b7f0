using System.Runtime.InteropServices;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Events.Shop;
using Waybill.Events.Text;
using Waybill.Sim.Factory;
using Waybill.Sim.Truth;

namespace Waybill.Sim;

/// <summary>
/// What one cell did on one day: its rows by feed and drop, its ledger lines, its clean rows when they are wanted, and its
/// state for the next day. Filled by <see cref="CellSimulator"/> and used again for another cell.
/// </summary>
/// <param name="plantProducts">How many products the world's factories make.</param>
public sealed class CellDay(int plantProducts = 0)
{
    private readonly FeedSegment[] _segments = Make(DropWindow.PerDay * FeedCatalogue.Orders.Count);
    private readonly FeedSegment[] _factorySegments = Make(FeedCatalogue.Factory.Count);
    private readonly FeedSegment[] _twinSegments = Make(DropWindow.PerDay * FeedCatalogue.Orders.Count);
    private readonly FeedSegment[] _factoryTwinSegments = Make(FeedCatalogue.Factory.Count);
    private readonly FeedSegment[] _shopSegments = Make(ShopCatalogue.All.Count);

    /// <summary>Ledger lines by kind, in the order of <see cref="FaultKind"/>.</summary>
    private readonly long[] _faultCounts = new long[FaultKinds.Count];

    public ByteBuffer Ledger { get; } = new();

    public Span<long> FaultCounts => _faultCounts;

    /// <summary>What changed on this day.</summary>
    public Kpis Kpis { get; } = new();

    /// <summary>What changed in the factory on this day.</summary>
    public FactoryKpis FactoryKpis { get; } = new(plantProducts);

    /// <summary>What changed in the shop on this day.</summary>
    public ShopKpis ShopKpis { get; } = new();

    /// <summary>The day's transactions of the shop; empty in a world without shops.</summary>
    public ShopLog Shop { get; } = new();

    /// <summary>The clean rows of a factory, also when the truth does not want them: they are few.</summary>
    public FactoryRows Factory { get; } = new();

    /// <summary>What trucks did; empty for other cells.</summary>
    public DepotDay Depot { get; } = new();

    /// <summary>The cell's state after the day.</summary>
    public ByteBuffer State { get; private set; } = new(1 << 16);

    /// <summary>The day's orders; empty unless clean rows were asked for.</summary>
    public ReadOnlySpan<SalesRow> Orders => CollectionsMarshal.AsSpan(OrderList);

    /// <summary>The day's status changes; empty unless clean rows were asked for.</summary>
    public ReadOnlySpan<StatusRow> Statuses => CollectionsMarshal.AsSpan(StatusList);

    /// <summary>The day's fraudulent orders.</summary>
    public ReadOnlySpan<FraudLabel> FraudLabels => CollectionsMarshal.AsSpan(LabelList);

    internal List<SalesRow> OrderList { get; } = [];

    internal List<StatusRow> StatusList { get; } = [];

    internal List<FraudLabel> LabelList { get; } = [];

    /// <summary>The rows of one drop of a market.</summary>
    /// <param name="feed">Index in <see cref="FeedCatalogue.Orders"/>.</param>
    /// <param name="windowOfDay">0 to 3.</param>
    public FeedSegment Segment(int feed, int windowOfDay) => _segments[(feed * DropWindow.PerDay) + windowOfDay];

    /// <summary>The rows of a factory's daily file.</summary>
    /// <param name="feed">Index in <see cref="FeedCatalogue.Factory"/>.</param>
    public FeedSegment FactorySegment(int feed) => _factorySegments[feed];

    /// <summary>The day's changes of a table of the shop as lines of its file, when files are wanted.</summary>
    /// <param name="table">Index in <see cref="ShopCatalogue.All"/>.</param>
    public FeedSegment ShopSegment(int table) => _shopSegments[table];

    /// <summary>The rows of one drop of a market as they should be; empty unless the plan has a twin.</summary>
    public FeedSegment TwinSegment(int feed, int windowOfDay) => _twinSegments[(feed * DropWindow.PerDay) + windowOfDay];

    /// <summary>The rows of a factory's daily file as they should be; empty unless the plan has a twin.</summary>
    public FeedSegment FactoryTwinSegment(int feed) => _factoryTwinSegments[feed];

    /// <summary>Gives away the buffer with the state for another one.</summary>
    public ByteBuffer ExchangeState(ByteBuffer other)
    {
        ByteBuffer state = State;
        State = other;
        return state;
    }

    internal void Clear()
    {
        foreach (FeedSegment segment in (FeedSegment[])[.. _segments, .. _factorySegments, .. _twinSegments, .. _factoryTwinSegments, .. _shopSegments])
        {
            segment.Clear();
        }

        Ledger.Clear();
        Array.Clear(_faultCounts);
        Kpis.Clear();
        FactoryKpis.Clear();
        Factory.Clear();
        Depot.Clear();
        Shop.Clear();
        ShopKpis.Clear();
        State.Clear();
        OrderList.Clear();
        StatusList.Clear();
        LabelList.Clear();
    }

    private static FeedSegment[] Make(int count) => [.. Enumerable.Range(0, count).Select(_ => new FeedSegment())];
}
