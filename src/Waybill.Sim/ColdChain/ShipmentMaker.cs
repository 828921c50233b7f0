using System.Globalization;
using Waybill.Events.ColdChain;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.ColdChain;

/// <summary>Makes the orders that ride on a trip; they were placed with the depot the day before.</summary>
internal static class ShipmentMaker
{
    private const int MostShipments = 6;

    /// <summary>Customers expect goods so long after the truck, at most.</summary>
    private const int MostSlackHours = 4;
    private const int SecondsPerHour = 3_600;

    private static readonly string[][] Customers =
    [
        ["Bahari Beach Hotel", "Uzuri Supermarkets", "Neema Fresh Mart", "Savanna Lodge", "Mji Mpya Stores", "Kilima View Hotel", "Jirani Grocers"],
        ["Equator Rose Exports", "Lakeside Blooms", "Bahari Beach Hotel", "Highland Cut Flowers", "Coast Event Decor", "Savanna Lodge"],
        ["Pwani Referral Hospital", "Tumaini Clinic", "County Vaccine Store", "Afya Bora Health Centre", "Mto Dispensary"],
    ];

    /// <summary>Goods with the price of one in cents.</summary>
    private static readonly (string Product, int Cents)[][] Goods =
    [
        [("fresh_milk_500ml", 55), ("yoghurt_1l", 190), ("butter_250g", 240), ("cream_200ml", 145)],
        [("red_roses_bunch", 320), ("spray_roses_bunch", 280), ("carnations_bunch", 210), ("lilies_bunch", 450)],
        [("bcg_vaccine_vials", 410), ("polio_vaccine_vials", 260), ("measles_vaccine_vials", 390), ("tetanus_vaccine_vials", 180)],
    ];

    /// <summary>Adds the shipments of the planned trip.</summary>
    public static void Add(Truck truck, RandomStream stream, long sourceSeq, List<ShipmentRow> shipments)
    {
        TripPlan plan = truck.Plan;
        ulong counter = (ulong)truck.Trips * 64;
        int kind = (int)plan.Cargo;
        int count = 1 + stream.Below(counter++, MostShipments);
        string trip = truck.TripId[3..];
        string ordered = $"{Instant.FromSeconds(plan.Departure - Instant.SecondsPerDay).ToDateTime():yyMMdd}";
        IReadOnlyList<RoadPoint> points = truck.Road.Points;
        for (int i = 1; i <= count; i++)
        {
            (string product, int cents) = Goods[kind][stream.Below(counter++, Goods[kind].Length)];
            bool leavesOnTheWay = i == 1 && DropOf(truck) is not null;
            long slack = (1 + stream.Below(counter++, MostSlackHours)) * SecondsPerHour;
            shipments.Add(new ShipmentRow
            {
                ShipmentId = string.Create(CultureInfo.InvariantCulture, $"SHP{trip}-{i}"),
                TripId = truck.TripId,
                OrderId = string.Create(CultureInfo.InvariantCulture, $"CCO-{ordered}{trip[7..]}-{i}"),
                Customer = Customers[kind][stream.Below(counter++, Customers[kind].Length)],
                Product = product,
                Cargo = plan.Cargo,
                Units = plan.Model.FewestUnits + stream.Below(counter++, plan.Model.MostUnits - plan.Model.FewestUnits + 1),
                UnitPrice = new Money(cents + stream.Below(counter++, (cents / 5) + 1)),
                Origin = points[truck.IsOutbound ? 0 : ^1].Name,
                Destination = leavesOnTheWay ? DropOf(truck) ?? "" : points[truck.IsOutbound ? ^1 : 0].Name,
                PromisedAt = Instant.FromSeconds((plan.Arrival + slack) / SecondsPerHour * SecondsPerHour),
                SourceSeq = sourceSeq + i,
            });
        }
    }

    /// <summary>The town where the doors are opened on the way, if there is one.</summary>
    private static string? DropOf(Truck truck)
    {
        foreach (PlannedStop stop in truck.Plan.Stops)
        {
            if (stop.Kind == StopKind.Drop)
            {
                long at = truck.IsOutbound ? stop.AtMillimetres : truck.Road.Length - stop.AtMillimetres;
                return truck.Road.Points.First(point => point.AtMillimetres == at).Name;
            }
        }

        return null;
    }
}
