using Waybill.Events.ColdChain;
using Waybill.Events.Values;

namespace Waybill.Sim.ColdChain;

/// <summary>Takes a truck from one phase to the next: parked, loaded, on the road, standing, unloaded, parked at the other end.</summary>
internal sealed class TripDesk(Fleet fleet, TripPlanner planner, Movement movement, Incidents incidents)
{
    /// <summary>An empty truck on mains is kept at this, thriftily.</summary>
    public const int StandbyMilli = 5_000;

    private const int PreCoolingSeconds = 2_700;
    private const int DoorsClosedBefore = 300;
    private const int ShortestUnloading = 1_800;
    private const int UnloadingSpread = 1_200;

    /// <summary>A warm body is cooled before the trip is closed, for a while.</summary>
    private const long WarmMicro = 6_000_000;
    private const int MostSecondsOfCooling = 7_200;
    private const int RefuelBelowPercent = 80;
    private const int RefuelOnTheWayBelowPercent = 45;

    /// <summary>A truck stands for a while before somebody opens the doors.</summary>
    private const int SecondsUntilDoor = 180;
    private TruckStreams _streams;

    /// <summary>Takes trips that are over.</summary>
    public List<TripTruthRow> Trips { get; set; } = [];

    public required ITripWatch Watch { get; init; }

    public void Open(Truck truck, in TruckStreams streams)
    {
        _streams = streams;
        movement.Take(planner.DriverOf(truck.Plan));
    }

    /// <summary>Plans the next trip.</summary>
    public void PlanNext(Truck truck, long rest)
    {
        planner.Plan(truck, rest);
        movement.Take(planner.DriverOf(truck.Plan));
        truck.PhaseUntil = truck.Plan.LoadAt - PreCoolingSeconds;
        Watch.Planned(truck);
    }

    /// <summary>Changes phase, doors and engine when it is time to.</summary>
    public void Step(Truck truck)
    {
        switch (truck.Phase)
        {
            case TruckPhase.Parked when truck.Now >= truck.PhaseUntil:
                truck.Phase = TruckPhase.PreCooling;
                truck.PhaseUntil = truck.Plan.LoadAt;
                truck.SetPointMilli = truck.Plan.Model.SetPointMilli;
                break;
            case TruckPhase.PreCooling when truck.Now >= truck.PhaseUntil:
                BeginTrip(truck);
                break;
            case TruckPhase.Loading:
                Load(truck);
                break;
            case TruckPhase.Stopped:
                Stand(truck);
                break;
            case TruckPhase.Unloading:
                Unload(truck);
                break;
        }
    }

    /// <summary>The truck has reached a stop, or the end of its road.</summary>
    public void Arrive(Truck truck)
    {
        if (truck.NextStop < truck.Plan.Stops.Length)
        {
            PlannedStop stop = truck.Plan.Stops[truck.NextStop++];
            Stop(truck, stop.Kind, stop.Seconds, stop.DoorSeconds);
            return;
        }

        truck.ArrivedAt = truck.Now;
        truck.Phase = TruckPhase.Unloading;
        truck.EngineOn = false;
        truck.PhaseUntil = truck.Now + ShortestUnloading + Draw(truck, 3, UnloadingSpread);
    }

    /// <summary>Breaks down when that is what is to go wrong here.</summary>
    public void BreakDown(Truck truck)
    {
        if (truck.Incident == IncidentState.Waiting && Movement.Progress(truck) >= truck.IncidentAt && Incidents.TryBegin(truck, IncidentKind.Breakdown))
        {
            Stop(truck, StopKind.Breakdown, truck.IncidentSize, doorSeconds: 0);
        }
    }

    /// <summary>Where the truck stops next, as a distance from the start.</summary>
    public static long NextStopAt(Truck truck) =>
        truck.NextStop < truck.Plan.Stops.Length ? truck.Plan.Stops[truck.NextStop].AtMillimetres : truck.Road.Length;

    private void BeginTrip(Truck truck)
    {
        truck.HasTrip = true;
        truck.NextStop = 0;
        truck.DepartedAt = 0;
        truck.ArrivedAt = 0;
        truck.TripMillimetres = 0;
        truck.TripMicrolitres = 0;
        truck.DrivingSeconds = 0;
        truck.IdleSeconds = 0;
        truck.HarshEvents = 0;
        truck.ReadingsMade = 0;
        truck.ReadingsLost = 0;
        truck.Phase = TruckPhase.Loading;
        truck.DoorOpen = true;
        truck.SetPointMilli = truck.Plan.Model.SetPointMilli;

        // Goods come from a cold store, a little warmer than they will be held.
        truck.CargoMicro = (truck.SetPointMilli + Draw(truck, 0, 800)) * 1_000L;
        if (truck.FuelMicrolitres < truck.TankMicrolitres * RefuelBelowPercent / 100)
        {
            Refuel(truck);
        }

        Watch.Began(truck);
    }

    private static void Load(Truck truck)
    {
        truck.DoorOpen = truck.Now < truck.Plan.Departure - DoorsClosedBefore;
        if (truck.Now < truck.Plan.Departure + truck.Plan.Delay)
        {
            return;
        }

        truck.DepartedAt = truck.Now;
        Leave(truck);
        if (Incidents.TryBegin(truck, IncidentKind.WrongSetPoint))
        {
            truck.SetPointMilli = Incidents.WrongSetPoint(truck);
        }
    }

    private static void Leave(Truck truck)
    {
        truck.Phase = TruckPhase.Driving;
        truck.EngineOn = true;
        truck.DoorOpen = false;
        truck.FillMicrolitres = 0;
        truck.TargetUntil = 0;
    }

    private void Stop(Truck truck, StopKind kind, int seconds, int doorSeconds)
    {
        truck.Phase = TruckPhase.Stopped;
        truck.Stop = kind;
        truck.StoppedAt = truck.Now;
        truck.StopSeconds = seconds;
        truck.DoorSeconds = doorSeconds;
        truck.Speed = 0;
        truck.EngineOn = kind switch
        {
            StopKind.Weighbridge => true,
            StopKind.Breakdown => false,
            _ => Draw(truck, 8 + truck.NextStop, 100) < planner.DriverOf(truck.Plan).IdlingPercent,
        };
        if (kind == StopKind.Rest && truck.FuelMicrolitres < truck.TankMicrolitres * RefuelOnTheWayBelowPercent / 100)
        {
            truck.EngineOn = false;
            Refuel(truck);
        }
    }

    private static void Stand(Truck truck)
    {
        long stood = truck.Now - truck.StoppedAt;
        bool wasOpen = truck.DoorOpen;
        if (truck.DoorSeconds > 0)
        {
            truck.DoorOpen = stood >= SecondsUntilDoor && stood < SecondsUntilDoor + truck.DoorSeconds;
        }

        if (stood < truck.StopSeconds)
        {
            return;
        }

        bool isDrop = truck.Stop == StopKind.Drop;
        Leave(truck);
        if (truck.Has(IncidentKind.DoorLeftOpen))
        {
            truck.DoorOpen = wasOpen;
        }
        else if (isDrop && Incidents.TryBegin(truck, IncidentKind.DoorLeftOpen))
        {
            truck.DoorOpen = true;
        }
    }

    private void Unload(Truck truck)
    {
        truck.DoorOpen = truck.Now < truck.PhaseUntil - DoorsClosedBefore;
        if (truck.Now < truck.PhaseUntil)
        {
            return;
        }

        incidents.End(truck, truck.TripId);
        if (truck.AirMicro > WarmMicro && truck.Now < truck.PhaseUntil + MostSecondsOfCooling)
        {
            return;
        }

        truck.Incident = IncidentState.None;
        truck.Sideways = 0;
        truck.HasTrip = false;
        truck.DoorOpen = false;
        truck.Phase = TruckPhase.Parked;
        truck.IsOutbound = !truck.IsOutbound;
        truck.SetPointMilli = StandbyMilli;
        Trips.Add(TruthOf(truck));
        Watch.IsOver(truck);
        PlanNext(truck, fleet.TurnaroundSeconds(Draw(truck, 4, 1_001)));
    }

    private void Refuel(Truck truck) =>
        truck.FillMicrolitres = (truck.TankMicrolitres * (93 + Draw(truck, 5, 6)) / 100) - truck.FuelMicrolitres;

    private static TripTruthRow TruthOf(Truck truck) => new()
    {
        TripId = truck.TripId,
        TruckId = truck.Id,
        DriverId = Driver.Id(truck.Plan.Driver),
        Route = truck.Road.Id,
        Cargo = truck.Plan.Cargo,
        DepartedAt = Instant.FromSeconds(truck.DepartedAt),
        ArrivedAt = Instant.FromSeconds(truck.ArrivedAt),
        DistanceMetres = truck.TripMillimetres / 1_000,
        FuelMillilitres = truck.TripMicrolitres / 1_000,
        DrivingSeconds = truck.DrivingSeconds,
        IdleSeconds = truck.IdleSeconds,
        HarshEvents = truck.HarshEvents,
        ReadingsMade = truck.ReadingsMade,
        ReadingsWritten = truck.ReadingsMade - truck.ReadingsLost,
    };

    /// <summary>A number that is drawn once for each purpose of a trip.</summary>
    private int Draw(Truck truck, int purpose, int limit) => _streams.Stops.Below(((ulong)truck.Trips * 64) + (uint)purpose, limit);
}
