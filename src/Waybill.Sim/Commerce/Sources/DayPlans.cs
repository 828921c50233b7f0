using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>
/// The plans of days that are not normal, made when they are needed and kept as long as orders of that day may change.
/// They are the same for all cells.
/// </summary>
internal sealed class DayPlans
{
    /// <summary>More days than an order lives.</summary>
    private const int Kept = 512;

    private readonly World _world;
    private readonly WorldCalendar _calendar;
    private readonly DayPlan?[] _plans = new DayPlan?[Kept];
    private readonly int[] _days = new int[Kept];

    public DayPlans(World world, WorldCalendar calendar)
    {
        _world = world;
        _calendar = calendar;
        Array.Fill(_days, int.MinValue);
    }

    /// <summary>The plan of a day, or null for a normal one.</summary>
    public DayPlan? On(int day)
    {
        int place = day & (Kept - 1);
        if (_days[place] != day)
        {
            _plans[place] = Make(day);
            _days[place] = day;
        }

        return _plans[place];
    }

    private DayPlan? Make(int day)
    {
        var kept = new double[_world.Scenario.Channels.Count];
        Array.Fill(kept, 1);
        var sources = new List<DemandSource>();
        for (int i = 0; i < _calendar.Entries.Count; i++)
        {
            CalendarEntry entry = _calendar.Entries[i];
            if (_calendar.Has(entry, day))
            {
                sources.Add(SourceOf(entry, i + 1, day));
            }
            else if (entry is PromotionBlast blast && _calendar.DaysSince(blast, day) is > 0 and int daysSince)
            {
                PromotionDemand.Dip(_world, blast, daysSince, kept);
            }
        }

        return sources.Count == 0 && kept.All(share => share == 1)
            ? null
            : new DayPlan(_world, day, new OrdinaryDemand(_world, kept), sources);
    }

    private DemandSource SourceOf(CalendarEntry entry, int number, int day) => entry switch
    {
        FlashSale sale => new FlashSaleDemand(_world, sale, number, day),
        PromotionBlast blast => new PromotionDemand(_world, blast, number),
        FraudAttack attack => new FraudDemand(_world, attack, number),
        _ => throw new InvalidOperationException($"The calendar has an entry of kind {entry.Kind}, which brings no orders."),
    };
}
