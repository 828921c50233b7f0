using Waybill.Events.Rows;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Truth;

namespace Waybill.Tests.Sim.Shop;

/// <summary>Plays shops in memory and keeps their logs, cell by cell and day by day.</summary>
internal sealed class PlayedShops
{
    public const int StartDay = SimulatedCells.StartDay;

    private readonly WorldPlan _plan;
    private readonly CellSimulator _simulator;
    private readonly CellDay _day = new();
    private readonly Dictionary<int, byte[]> _states = [];

    private PlayedShops(Scenario scenario, CellRange cells, ulong seed)
    {
        _plan = new WorldPlan(new World(seed, scenario), FaultPlan.None, StartDay, cells, keepsCleanRows: true);
        _simulator = new CellSimulator(_plan);
    }

    /// <summary>A shop in which much happens to few things, so that stock runs out, waits and comes back.</summary>
    public static Scenario Small { get; } = new()
    {
        OrdersPerCellDay = 120,
        CustomersPerCell = 600,
        Products = 90,
        CancelledShare = 0.04m,
        ReturnedValueShare = 0.3m,
        ReturnDaysMedian = 2,
        Plant = null,
        Shop = new ShopSettings { ServiceLevel = 0.2m, CoverDays = 4, LostWhenShort = 0.3m },
    };

    public List<(int Cell, int Day, byte[] Log)> Logs { get; } = [];

    public List<SalesRow> Orders { get; } = [];

    public List<StatusRow> Changes { get; } = [];

    public List<FraudLabel> FraudLabels { get; } = [];

    public ShopKpis Kpis { get; } = new();

    public World World => _plan.World;

    public IReadOnlyDictionary<int, byte[]> States => _states;

    /// <summary>Plays some days of some cells.</summary>
    /// <param name="scenario">The scenario; null for <see cref="Small"/>.</param>
    /// <param name="days">How many days.</param>
    /// <param name="cells">Which cells.</param>
    /// <param name="seed">The world's seed.</param>
    public static PlayedShops Play(Scenario? scenario, int days, CellRange cells, ulong seed = 42)
    {
        var shops = new PlayedShops(scenario ?? Small, cells, seed);
        for (int day = 0; day < days; day++)
        {
            foreach (int cell in cells.Numbers)
            {
                shops.PlayDay(cell, StartDay + day);
            }
        }

        return shops;
    }

    /// <summary>The same world, in which every cell-day is played by a simulator of its own, the cells one after the other.</summary>
    public static PlayedShops PlayApart(Scenario? scenario, int days, CellRange cells, ulong seed = 42)
    {
        var all = new PlayedShops(scenario ?? Small, cells, seed);
        foreach (int cell in cells.Numbers)
        {
            for (int day = 0; day < days; day++)
            {
                var one = new PlayedShops(scenario ?? Small, cells, seed);
                if (all._states.TryGetValue(cell, out byte[]? state))
                {
                    one._states[cell] = state;
                }

                one.PlayDay(cell, StartDay + day);
                all.Logs.AddRange(one.Logs);
                all._states[cell] = one._states[cell];
            }
        }

        all.Logs.Sort((left, right) => (left.Day, left.Cell).CompareTo((right.Day, right.Cell)));
        return all;
    }

    private void PlayDay(int cell, int day)
    {
        _simulator.Play(cell, day, _states.GetValueOrDefault(cell, []), _day);
        Logs.Add((cell, day, _day.Shop.Written.ToArray()));
        Orders.AddRange(_day.Orders);
        Changes.AddRange(_day.Statuses);
        FraudLabels.AddRange(_day.FraudLabels);
        Kpis.Add(_day.ShopKpis);
        _states[cell] = _day.State.Written.ToArray();
    }
}
