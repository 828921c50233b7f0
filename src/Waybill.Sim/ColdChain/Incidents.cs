using Waybill.Events.ColdChain;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.ColdChain;

/// <summary>Lets the incident of a trip begin and end.</summary>
internal sealed class Incidents(int reportSeconds)
{
    /// <summary>What thieves draw off in a second, in microlitres.</summary>
    private const long TheftRate = 300_000;

    /// <summary>They come when the truck has stood for a while, and leave some for the way to the next station.</summary>
    private const int SecondsBeforeTheft = 240;
    private const int LeastTankPercent = 5;
    private const int WarmerMilli = 5_000;
    private const int ColderMilli = -7_000;

    private static readonly string[][] Causes =
    [
        ["drive belt torn", "refrigerant hose burst", "fuse of the control blown"],
        ["refrigerant leak", "condenser clogged with dust", "worn compressor"],
        ["latch not closed after a delivery", "latch broken"],
        ["digits swapped at the keypad", "set for the cargo of the trip before"],
        ["probe stuck", "recorder stopped sampling"],
        ["cable of the probe loose", "probe wet"],
        ["no coverage between towns", "antenna loose", "SIM card without credit"],
        ["siphoned at a rest stop", "sold by the driver"],
        ["private errand", "detour around a closed bridge"],
        ["tyre burst", "engine too hot", "air brakes lost pressure"],
    ];

    /// <summary>Takes what is over; rows come in the order of their ends.</summary>
    public List<IncidentRow> Ended { get; set; } = [];

    /// <summary>Decides what goes wrong on the trip that was planned, if anything does.</summary>
    public static void Plan(Truck truck, Fleet fleet, in TruckStreams streams)
    {
        RandomStream stream = streams.Incident;
        ulong counter = (ulong)truck.Trips * 16;
        truck.Sideways = 0;
        if (fleet.IncidentOf(stream.Below(counter, 1_000_000)) is not { } kind)
        {
            truck.Incident = IncidentState.None;
            return;
        }

        truck.Incident = IncidentState.Waiting;
        truck.Kind = kind;
        truck.IncidentCause = stream.Below(counter + 1, Causes[(int)kind].Length);
        truck.IncidentAt = truck.Road.Length * (100 + stream.Below(counter + 2, 450)) / 1_000;
        int spread = stream.Below(counter + 3, 1_001);
        truck.IncidentEndsAt = 0;
        truck.IncidentSize = kind switch
        {
            IncidentKind.CompressorFailure => Minutes(210, 480, spread),
            IncidentKind.SlowCompressorFailure => Minutes(300, 540, spread),
            IncidentKind.DoorLeftOpen => Minutes(10, 40, spread),
            IncidentKind.WrongSetPoint => Minutes(180, 360, spread),
            IncidentKind.SensorStuck => Minutes(45, 150, spread),
            IncidentKind.SensorDead => Minutes(25, 120, spread),
            IncidentKind.RadioGap => Minutes(15, 210, spread),
            IncidentKind.FuelTheft => (int)(truck.TankMicrolitres / 1_000 * (130 + (spread * 13 / 100))),
            IncidentKind.RouteDeviation => 3_500_000 + (spread * 3_500),
            _ => Minutes(45, 180, spread),
        };
    }

    /// <summary>How long a route deviation lasts before the truck turns back.</summary>
    private static int SecondsAway(Truck truck) => 900 + (truck.IncidentSize % 1_200);

    /// <summary>The set point that is typed by mistake.</summary>
    public static int WrongSetPoint(Truck truck) => truck.Plan.Model.SetPointMilli
        + (truck.Plan.Cargo == CargoKind.Vaccines && truck.IncidentCause == 0 ? ColderMilli : WarmerMilli);

    /// <summary>Begins the incident if it is of this kind and has not begun; true when it did.</summary>
    public static bool TryBegin(Truck truck, IncidentKind kind)
    {
        if (truck.Incident != IncidentState.Waiting || truck.Kind != kind)
        {
            return false;
        }

        truck.Incident = IncidentState.Active;
        truck.IncidentStartedAt = truck.Now;
        truck.IncidentEndsAt = truck.Now + (kind switch
        {
            IncidentKind.FuelTheft => Instant.SecondsPerDay,
            IncidentKind.RouteDeviation => SecondsAway(truck),
            _ => truck.IncidentSize,
        });
        return true;
    }

    /// <summary>What begins by itself on the road, what ends by itself, and what thieves take meanwhile.</summary>
    public void Step(Truck truck)
    {
        if (truck.Incident == IncidentState.Waiting)
        {
            BeginOnTheWay(truck);
        }
        else if (truck.Incident == IncidentState.Active)
        {
            GoOn(truck);
        }
    }

    /// <summary>The incident is over, or the trip is.</summary>
    public void End(Truck truck, string tripId)
    {
        if (truck.Incident != IncidentState.Active)
        {
            return;
        }

        truck.Incident = IncidentState.Over;
        long end = truck.Kind == IncidentKind.RadioGap ? truck.IncidentEndsAt : truck.Now;
        Ended.Add(new IncidentRow(
            string.Concat("INC", tripId.AsSpan(3)),
            truck.Kind,
            truck.Id,
            tripId,
            Instant.FromSeconds(truck.IncidentStartedAt),
            Instant.FromSeconds(end),
            Causes[(int)truck.Kind][truck.IncidentCause]));
    }

    private static int Minutes(int least, int most, int perMille) => 60 * (least + ((most - least) * perMille / 1_000));

    private static void BeginOnTheWay(Truck truck)
    {
        if (truck.Kind == IncidentKind.FuelTheft)
        {
            if (truck.Phase == TruckPhase.Stopped && truck.Stop == StopKind.Rest && truck.Now - truck.StoppedAt >= SecondsBeforeTheft
                && truck.FillMicrolitres == 0)
            {
                TryBegin(truck, IncidentKind.FuelTheft);
            }

            return;
        }

        bool beginsOnRoad = truck.Kind is not (IncidentKind.DoorLeftOpen or IncidentKind.WrongSetPoint or IncidentKind.Breakdown);
        if (beginsOnRoad && truck.Phase == TruckPhase.Driving && Movement.Progress(truck) >= truck.IncidentAt && TryBegin(truck, truck.Kind)
            && truck.Kind == IncidentKind.RadioGap)
        {
            truck.SilentUntil = truck.IncidentEndsAt;
        }
    }

    private void GoOn(Truck truck)
    {
        switch (truck.Kind)
        {
            case IncidentKind.FuelTheft:
                Steal(truck);
                return;
            case IncidentKind.RouteDeviation when truck.Sideways > 0:
            case IncidentKind.Breakdown when truck.Phase == TruckPhase.Stopped:
                return;
            case IncidentKind.WrongSetPoint when truck.Now >= truck.IncidentEndsAt:
                truck.SetPointMilli = truck.Plan.Model.SetPointMilli;
                break;
            case IncidentKind.DoorLeftOpen when truck.Now >= truck.IncidentEndsAt:
                truck.DoorOpen = false;
                break;
        }

        if (truck.Now >= truck.IncidentEndsAt)
        {
            End(truck, truck.TripId);
        }
    }

    private void Steal(Truck truck)
    {
        long least = truck.TankMicrolitres * LeastTankPercent / 100;
        long taken = Math.Min(Math.Min(TheftRate * reportSeconds, truck.IncidentSize), Math.Max(truck.FuelMicrolitres - least, 0));
        truck.FuelMicrolitres -= taken;
        truck.IncidentSize -= (int)taken;
        if (taken == 0 || truck.IncidentSize == 0 || truck.Phase != TruckPhase.Stopped)
        {
            End(truck, truck.TripId);
        }
    }
}
