using Waybill.Events.Feeds;
using Waybill.Sim.Commerce;
using Waybill.Sim.Faults;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;

namespace Waybill.Sim;

/// <summary>
/// Plays one cell for one day, from its state before to its state after. Cells share nothing within a day, so any number
/// of these can work side by side, each on its own thread; the same input gives the same bytes always.
/// </summary>
public sealed class CellSimulator
{
    private readonly WorldPlan _plan;
    private readonly CityMarket _market;
    private readonly CellFeeds _feeds;
    private readonly FactorySimulator? _factory;
    private readonly DepotSimulator? _depot;
    private readonly ShopFiles? _shopFiles;
    private readonly FaultLedger _ledger = new();

    public CellSimulator(WorldPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _feeds = new CellFeeds(plan.KeepsCleanRows);
        _market = new CityMarket(plan.World, plan.StartDay, _feeds);
        _shopFiles = plan.WritesShopFiles ? new ShopFiles() : null;
        _factory = plan.World.Plant is null ? null : new FactorySimulator(plan, plan.World.Plant, _ledger);
        _depot = plan.World.Fleet is null ? null : new DepotSimulator(plan, plan.World.Fleet, _ledger);
        var sales = new SalesWriter(plan.World.Vocabulary);
        var statuses = new StatusWriter();
        if (plan.HasTwin)
        {
            _feeds.ConnectTwin(new SalesWriter(plan.World.Vocabulary), new StatusWriter());
        }

        if (!plan.HasFaults)
        {
            _feeds.Connect(sales, statuses);
            return;
        }

        _feeds.Connect(
            new SalesFaultWriter(sales, plan.World.Vocabulary, FaultsOf(FeedCatalogue.Sales)),
            new StatusFaultWriter(statuses, _market, FaultsOf(FeedCatalogue.Logistics), plan.Faults));
    }

    /// <summary>Plays a day.</summary>
    /// <param name="cell">The cell; factories have numbers from <see cref="WorldPlan.FirstFactory"/>, depots from
    /// <see cref="WorldPlan.FirstDepot"/>.</param>
    /// <param name="day">The day, counted from 1970-01-01.</param>
    /// <param name="state">The cell's state after the day before; not looked at on the world's first day.</param>
    /// <param name="result">Is emptied first.</param>
    /// <exception cref="Waybill.Events.WaybillException">The state is damaged.</exception>
    public void Play(int cell, int day, ReadOnlySpan<byte> state, CellDay result)
    {
        ArgumentNullException.ThrowIfNull(result);
        result.Clear();
        _ledger.Open(cell, day, result.Ledger);
        if (cell >= WorldPlan.FirstDepot)
        {
            ArgumentNullException.ThrowIfNull(_depot);
            _depot.Play(cell, day, state, result);
        }
        else if (cell >= WorldPlan.FirstFactory)
        {
            ArgumentNullException.ThrowIfNull(_factory);
            _factory.Play(cell, day, state, result);
        }
        else
        {
            PlayMarket(cell, day, state, result);
        }

        _ledger.Counts.CopyTo(result.FaultCounts);
    }

    private void PlayMarket(int cell, int day, ReadOnlySpan<byte> state, CellDay result)
    {
        if (day == _plan.StartDay)
        {
            _market.Open(cell, day, result.Shop);
            _feeds.Open(cell, result);
        }
        else
        {
            var reader = new SnapshotReader(state);
            _market.Load(cell, day, _plan.StartDay, result.Shop, ref reader);
            _feeds.Load(cell, result, ref reader);
        }

        for (int i = 0; i < DropWindow.PerDay; i++)
        {
            DropWindow window = DropWindow.First(day).Next(i);
            _feeds.Begin(window);
            _market.Play(window);
            _feeds.End();
        }

        var writer = new SnapshotWriter(result.State);
        _market.Save(writer);
        _feeds.Save(writer);
        result.Kpis.Add(_market.Kpis);
        if (_market.ShopKpis is { } shop)
        {
            result.ShopKpis.Add(shop);
            _shopFiles?.Write(result);
        }
    }

    private FeedFaults FaultsOf(FeedDefinition feed) => new(feed, _plan, _ledger);
}
