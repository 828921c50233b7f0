using Waybill.Events.ColdChain;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.ColdChain;

/// <summary>Plans the next trip of a truck: when, with what, by whom, and where it will stand on the way.</summary>
internal sealed class TripPlanner(Fleet fleet, RandomStreams streams)
{
    private const int PlanSeconds = 300;
    private const int ShortestLoading = 2_400;
    private const int LoadingSpread = 1_200;

    /// <summary>Most seconds that a truck leaves too late.</summary>
    private const int MostDelay = 900;

    /// <summary>What dispatchers expect, in metres an hour.</summary>
    private const int ExpectedMilliKmh = 52_000;

    /// <summary>A driver rests about every so many millimetres.</summary>
    private const long RestEvery = 190_000_000;
    private const int DriversPerTruck = 2;
    private const int WeighbridgePerMille = 600;

    private TruckStreams _streams;
    private ulong _counter;

    public void Open(in TruckStreams truck) => _streams = truck;

    /// <summary>Plans the trip after the present moment.</summary>
    /// <param name="truck">A truck without a trip.</param>
    /// <param name="rest">Seconds until it can be loaded.</param>
    public void Plan(Truck truck, long rest)
    {
        truck.Trips++;
        _counter = (ulong)truck.Trips * 64;
        TripPlan plan = truck.Plan;
        int loading = ShortestLoading + Below(LoadingSpread);
        long departure = RoundUp(truck.Now + rest + loading);
        Number(truck, plan, ref departure);
        plan.Cargo = (CargoKind)fleet.CargoTable.Sample(_streams.Plan.At(_counter++));
        plan.Driver = (truck.Number * DriversPerTruck) + (truck.Trips % DriversPerTruck);
        plan.Departure = departure;
        plan.LoadAt = departure - loading;
        plan.Delay = Below(MostDelay);
        Incidents.Plan(truck, fleet, in _streams);
        PlanStops(truck, plan);
        long driving = truck.Road.Length * 36 / 10 / ExpectedMilliKmh;
        foreach (PlannedStop stop in plan.Stops)
        {
            driving += stop.Seconds;
        }

        plan.Arrival = RoundUp(departure + driving);
    }

    /// <summary>The driver of the planned trip.</summary>
    public Driver DriverOf(TripPlan plan) => new(streams, plan.Driver);

    private static long RoundUp(long seconds) => (seconds + PlanSeconds - 1) / PlanSeconds * PlanSeconds;

    /// <summary>Numbers begin anew with each day of departure, and every truck has its own.</summary>
    private static void Number(Truck truck, TripPlan plan, ref long departure)
    {
        int day = Instant.FromSeconds(departure).Day;
        int nth = day == plan.Day ? ((plan.Number - 1) % Fleet.TripsPerTruck) + 1 : 0;
        if (nth == Fleet.TripsPerTruck)
        {
            day++;
            nth = 0;
            departure = (long)day * Instant.SecondsPerDay;
        }

        plan.Day = day;
        plan.Number = (truck.IndexInDepot * Fleet.TripsPerTruck) + nth + 1;
        truck.TripId = Fleet.TripId(day, truck.Depot, plan.Number);
    }

    private void PlanStops(Truck truck, TripPlan plan)
    {
        plan.ClearStops();
        Road road = truck.Road;
        int places = road.Points.Count - 2;
        int rests = (int)(road.Length / RestEvery);
        bool needsDoor = truck.Incident == IncidentState.Waiting && truck.Kind == IncidentKind.DoorLeftOpen;
        int drop = needsDoor || Below(1_000_000) < fleet.DropPartsPerMillion ? Below(Math.Max(places, 1)) : -1;
        bool needsRest = truck.Incident == IncidentState.Waiting && truck.Kind == IncidentKind.FuelTheft;
        long nextRest = road.Length / (rests + 1);
        for (int i = 0; i < places; i++)
        {
            RoadPoint point = road.Points[truck.IsOutbound ? i + 1 : places - i];
            long at = truck.IsOutbound ? point.AtMillimetres : road.Length - point.AtMillimetres;
            bool isLast = i == places - 1;
            if (i == drop)
            {
                int door = 360 + Below(361);
                plan.Add(new PlannedStop(StopKind.Drop, at, door + 420 + Below(600), door));
            }
            else if (at >= nextRest || (isLast && needsRest))
            {
                plan.Add(new PlannedStop(StopKind.Rest, at, 1_500 + Below(1_500), 0));
                nextRest += road.Length / (rests + 1);
                needsRest = false;
            }
            else if (IsWeighed(point.Name) && Below(1_000) < WeighbridgePerMille)
            {
                plan.Add(new PlannedStop(StopKind.Weighbridge, at, 240 + Below(1_200), 0));
            }
        }
    }

    private static bool IsWeighed(string name) => name is "Athi River" or "Mariakani" or "Gilgil" or "Makutano";

    private int Below(int limit) => _streams.Plan.Below(_counter++, limit);
}
