using Waybill.Events.ColdChain;

namespace Waybill.Sim.ColdChain;

/// <summary>How a truck moves along its road, from one reading to the next.</summary>
internal sealed class Movement
{
    /// <summary>Metres an hour by which it can become faster in a second; it brakes twice as hard.</summary>
    private const int Acceleration = 1_500;
    private const int SlowestMilliKmh = 4_000;
    private const int MostUnlessSpeeding = 79_500;
    private const int TownMargin = 1_500;
    private const int CongestedPerMille = 75;
    private const int ShortestStretch = 120;
    private const int StretchSpread = 361;

    /// <summary>Millimetres that it goes sideways, and forward, for 1,024 on a road that leads away.</summary>
    private const int AwayOf1024 = 458;
    private const int AlongOf1024 = 916;

    private readonly int _seconds;
    private TruckStreams _streams;
    private Driver _driver;

    public Movement(int reportSeconds) => _seconds = reportSeconds;

    /// <summary>Whether it has come to a stop, or to the end of the road, with the last step.</summary>
    public bool HasArrived { get; private set; }

    public int HarshPer10000Km => _driver.HarshPer10000Km;

    public void Open(in TruckStreams streams) => _streams = streams;

    public void Take(in Driver driver) => _driver = driver;

    /// <summary>Distance along the road from where the trip began.</summary>
    public static long Progress(Truck truck) => truck.IsOutbound ? truck.Position : truck.Road.Length - truck.Position;

    /// <summary>Moves on for a step.</summary>
    /// <param name="truck">A truck that drives.</param>
    /// <param name="until">Where it is to stop next, as a distance from the start of the trip.</param>
    /// <param name="noise">Random bits.</param>
    /// <returns>Millimetres.</returns>
    public long Step(Truck truck, long until, uint noise)
    {
        ref readonly RoadLeg leg = ref truck.Road.Leg(truck.Leg);
        if (truck.Now >= truck.TargetUntil)
        {
            ChooseTarget(truck, in leg);
        }

        long left = until - Progress(truck);
        int before = truck.Speed;
        int speed = NextSpeed(truck, in leg, left, noise);
        long distance = (long)(before + speed) * _seconds * 5 / 36;
        long along = Wander(truck, distance);
        HasArrived = along >= left;
        if (HasArrived)
        {
            distance = distance * Math.Max(left, 0) / Math.Max(along, 1);
            along = Math.Max(left, 0);
            speed = 0;
        }

        truck.Speed = speed;
        truck.Position += truck.IsOutbound ? along : -along;
        truck.Leg = truck.Road.FindLeg(truck.Leg, truck.Position);
        return distance;
    }

    private int NextSpeed(Truck truck, in RoadLeg leg, long left, uint noise)
    {
        int limit = Road.LimitAt(in leg, truck.Position);
        int wanted = truck.TargetSpeed;
        if (limit < Road.OpenRoadMilliKmh)
        {
            wanted = Math.Min(wanted * 3 / 4, limit - TownMargin);
        }

        // It slows down on the last three hundred metres.
        wanted = (int)Math.Min(wanted, 6_000 + (left / 1_000 * 250));
        int change = Math.Clamp(wanted - truck.Speed, -2 * Acceleration * _seconds, Acceleration * _seconds);
        int speed = truck.Speed + change + (int)(noise & 1_023) - 512;
        int most = truck.TargetSpeed > Road.OpenRoadMilliKmh && limit == Road.OpenRoadMilliKmh ? 110_000 : Math.Min(limit, MostUnlessSpeeding);
        return Math.Clamp(speed, SlowestMilliKmh, most);
    }

    /// <summary>Traffic, hills and mood are the same for some minutes.</summary>
    private void ChooseTarget(Truck truck, in RoadLeg leg)
    {
        ulong counter = (ulong)truck.Now * 4;
        truck.TargetUntil = truck.Now + ShortestStretch + _streams.Pace.Below(counter, StretchSpread);
        int mood = _streams.Pace.Below(counter + 1, 1_000);
        ulong bits = _streams.Pace.At(counter + 2);
        if (mood < CongestedPerMille)
        {
            truck.TargetSpeed = 12_000 + (int)(bits % 20_000);
            return;
        }

        if (mood >= 1_000 - _driver.SpeedingPerMille)
        {
            truck.TargetSpeed = 83_000 + (int)(bits % 12_000);
            return;
        }

        int climb = truck.IsOutbound ? leg.ClimbPerKilometre : -leg.ClimbPerKilometre;
        int spread = (int)(bits & 0x1FFF) + (int)((bits >> 16) & 0x1FFF) - 0x1FFF;
        int pace = _driver.Pace + spread - (Math.Max(climb - 4, 0) * 700);
        truck.TargetSpeed = Math.Clamp(pace, 25_000, 78_500);
    }

    /// <summary>Leaves the road and comes back to it; returns how far it went along the road.</summary>
    private static long Wander(Truck truck, long distance)
    {
        if (!truck.Has(IncidentKind.RouteDeviation))
        {
            return distance;
        }

        bool returns = truck.Now >= truck.IncidentEndsAt;
        long most = returns ? truck.Sideways : truck.IncidentSize - truck.Sideways;
        long aside = Math.Min(distance * AwayOf1024 / 1_024, most);
        truck.Sideways += returns ? -aside : aside;
        return aside == 0 ? distance : distance * AlongOf1024 / 1_024;
    }
}
