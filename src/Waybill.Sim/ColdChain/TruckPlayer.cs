using System.Runtime.CompilerServices;
using Waybill.Events.ColdChain;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.ColdChain;

/// <summary>
/// Plays one truck after the other for a day, step by step from reading to reading. A truck shares nothing with others, so it is the
/// same whoever is played beside it.
/// </summary>
internal sealed class TruckPlayer : ITripWatch
{
    /// <summary>Least milliseconds between two readings that get through, also when a device catches up.</summary>
    private const int LeastMilliBetween = 20;
    private const int ShortestDelayMilli = 180;

    /// <summary>What an idling engine burns in a second, in microlitres: 2.2 litres an hour.</summary>
    private const int IdleBurn = 611;
    private const long FillRate = 1_000_000;

    /// <summary>A tenth of a degree in one direction or the other is as far as a probe is off.</summary>
    private const int ProbeNoise = 300;

    private readonly World _world;
    private readonly Fleet _fleet;
    private readonly Climate _climate;
    private readonly Movement _movement;
    private readonly Cooler _cooler;
    private readonly Incidents _incidents;
    private readonly TripDesk _desk;
    private readonly TripPlanner _planner;
    private readonly TelemetryOutput _output;
    private readonly TelemetryOutput? _twin;
    private readonly BreachTracker _breaches;
    private readonly IReadingWriter _writer;
    private Truck _truck = new();
    private readonly int _seconds;
    private TruckStreams _streams;
    private DepotDay _day = new();

    public TruckPlayer(World world, Fleet fleet, BreachTracker breaches, TelemetryOutput output, IReadingWriter writer, TelemetryOutput? twin)
    {
        _world = world;
        _fleet = fleet;
        _seconds = fleet.ReportSeconds;
        _climate = new Climate(world.Streams);
        _movement = new Movement(fleet.ReportSeconds);
        _cooler = new Cooler(fleet);
        _incidents = new Incidents(fleet.ReportSeconds);
        _planner = new TripPlanner(fleet, world.Streams);
        _desk = new TripDesk(fleet, _planner, _movement, _incidents) { Watch = this };
        _breaches = breaches;
        _output = output;
        _writer = writer;
        _twin = twin;
    }

    /// <summary>A truck on the world's first day.</summary>
    public void Open(int truck, int day, DepotDay result)
    {
        _truck = new Truck(); // Nothing of the one before may show in a snapshot.
        Identify(truck, result);
        _output.Clear();
        _twin?.Clear();
        _breaches.Clear();
        Truck t = _truck;
        RandomStream make = _streams.Make;
        t.Now = ((long)day * Instant.SecondsPerDay) + make.Below(10, _seconds);
        t.Sequence = 0;
        t.LastReceivedMilli = 0;
        t.SilentUntil = 0;
        t.Phase = TruckPhase.Parked;
        t.EngineOn = false;
        t.DoorOpen = false;
        t.HasTrip = false;
        t.IsOutbound = make.Below(11, 2) == 0;
        t.Position = t.IsOutbound ? 0 : t.Road.Length;
        t.Leg = t.Road.FindLeg(0, t.Position);
        t.OdometerMillimetres = (20_000L + make.Below(12, 380_000)) * 1_000_000;
        t.Speed = 0;
        t.SetPointMilli = TripDesk.StandbyMilli;
        t.AirMicro = t.CargoMicro = TripDesk.StandbyMilli * 1_000L;
        t.IsCooling = false;
        t.IsFast = false;
        t.HumidityMilli = 85_000;
        t.BatteryMilli = 25_600;
        t.FuelMicrolitres = t.TankMicrolitres / 100 * (50 + make.Below(13, 45));
        t.FillMicrolitres = 0;
        t.Trips = 0;
        t.Plan.Day = 0;
        t.Incident = IncidentState.None;
        _desk.PlanNext(t, make.Below(14, _fleet.TurnaroundSeconds(1_000)) + _seconds);
        _desk.Open(t, in _streams);
    }

    /// <summary>A truck as it was left the day before.</summary>
    public void Load(int truck, DepotDay result, ref SnapshotReader reader)
    {
        Identify(truck, result);
        _output.Clear();
        _twin?.Clear();
        _breaches.Clear();
        var state = new StateExchange(reader);
        Exchange(ref state);
        reader = state.Reader;
        _truck.TripId = Fleet.TripId(_truck.Plan.Day, _truck.Depot, _truck.Plan.Number);
        _breaches.TripId = _truck.TripId;
        _desk.Open(_truck, in _streams);
    }

    public void Save(SnapshotWriter writer)
    {
        var state = new StateExchange(writer);
        Exchange(ref state);
    }

    /// <summary>Plays the day of the truck that was opened or loaded.</summary>
    public void Play(int day)
    {
        Truck t = _truck;
        long end = (day + 1L) * Instant.SecondsPerDay;
        long dayStart = end - Instant.SecondsPerDay;
        _climate.BeginDay(day);
        int trip = t.HasTrip ? t.Trips : 0;
        _output.Begin(day, _day.Telemetry, trip);
        _twin?.Begin(day, _day.TwinTelemetry, trip);
        _writer.Begin(t.Number, day);
        for (; t.Now < end; t.Now += _seconds)
        {
            Step((int)(t.Now - dayStart));
        }

        _output.End();
        _twin?.End();
    }

    public void Planned(Truck truck)
    {
        long sourceSeq = (truck.Now * 1_000_000) + (truck.Number * 10L);
        _day.TripRows.Add((truck.Now, new TripRow
        {
            TripId = truck.TripId,
            TruckId = truck.Id,
            DriverId = Driver.Id(truck.Plan.Driver),
            Route = truck.Road.Id,
            Cargo = truck.Plan.Cargo,
            SetPointMilli = truck.Plan.Model.SetPointMilli,
            PlannedDeparture = Instant.FromSeconds(truck.Plan.Departure),
            PlannedArrival = Instant.FromSeconds(truck.Plan.Arrival),
            SourceSeq = sourceSeq,
        }));
        int first = _day.NewShipments.Count;
        ShipmentMaker.Add(truck, _streams.Shipments, sourceSeq, _day.NewShipments);
        for (int i = first; i < _day.NewShipments.Count; i++)
        {
            _day.ShipmentRows.Add((truck.Now, _day.NewShipments[i]));
        }
    }

    public void Began(Truck truck)
    {
        _breaches.TripId = truck.TripId;
        _breaches.Begin(truck.Plan.Model.LimitMilli);
        _output.BeginTrip(truck.Trips);
        _twin?.BeginTrip(truck.Trips);
    }

    public void IsOver(Truck truck)
    {
        _output.EndTrip();
        _twin?.EndTrip();
    }

    private void Identify(int truck, DepotDay result)
    {
        _day = result;
        _streams = new TruckStreams(_world.Streams, truck);
        _movement.Open(in _streams);
        _planner.Open(in _streams);
        Truck t = _truck;
        t.Number = truck;
        t.Depot = truck / _fleet.Settings.Trucks;
        t.IndexInDepot = truck % _fleet.Settings.Trucks;
        t.Id = Fleet.TruckId(truck);
        IReadOnlyList<Road> roads = RoadMap.Default.Roads;

        // Every other truck works on the long haul.
        t.Road = roads[truck % 2 == 0 || roads.Count == 1 ? 0 : 1 + (truck / 2 % (roads.Count - 1))];
        t.TankMicrolitres = (500 + (_streams.Make.Below(0, 4) * 30)) * 1_000_000L;
        t.MicrolitresPerMetre = _fleet.MicrolitresPerMetre(_streams.Make.Below(1, 1_001));
        _breaches.TruckId = t.Id;
        _breaches.Found = result.Breaches;
        _incidents.Ended = result.Incidents;
        _desk.Trips = result.Trips;
    }

    private void Exchange(ref StateExchange state)
    {
        _truck.Exchange(ref state);
        _breaches.Exchange(ref state);
        _output.Exchange(ref state);
        _twin?.Exchange(ref state);
    }

    private void Step(int secondOfDay)
    {
        Truck t = _truck;
        ulong noise = _streams.Noise.At((ulong)t.Sequence * 2);
        ulong more = _streams.Noise.At(((ulong)t.Sequence * 2) + 1);
        _desk.Step(t);
        long moved = 0;
        if (t.Phase == TruckPhase.Driving)
        {
            _desk.BreakDown(t);
        }

        if (t.Phase == TruckPhase.Driving)
        {
            moved = _movement.Step(t, TripDesk.NextStopAt(t), (uint)more);
            t.OdometerMillimetres += moved;
            t.TripMillimetres += moved;
            t.DrivingSeconds += _seconds;
        }

        HarshEvent harsh = moved > 0 ? DrawHarshEvent(moved, more) : HarshEvent.None;
        bool hasArrived = moved > 0 && _movement.HasArrived;
        if (hasArrived)
        {
            _desk.Arrive(t);
        }

        _incidents.Step(t);
        ref readonly RoadLeg leg = ref t.Road.Leg(t.Leg);
        long share = ((t.Position - leg.From.AtMillimetres) << 20) / leg.Length;
        int altitude = leg.From.AltitudeMetres + (int)(((leg.To.AltitudeMetres - leg.From.AltitudeMetres) * share) >> 20);
        int ambient = _climate.At(secondOfDay, altitude);
        Burn(moved, _cooler.Step(t, ambient));
        Report(in leg, share, ambient, harsh, noise, more);
    }

    private HarshEvent DrawHarshEvent(long moved, ulong bits)
    {
        // A chance for each millimetre, out of 2^32: events on 10,000 km are events on 10^10 mm.
        ulong chance = (ulong)(moved * _movement.HarshPer10000Km) * 43 / 100;
        uint draw = (uint)(bits >> 32);
        if (draw >= chance)
        {
            return HarshEvent.None;
        }

        _truck.HarshEvents++;
        return (HarshEvent)(1 + (draw % 3));
    }

    private void Burn(long moved, long coolerMicrolitres)
    {
        Truck t = _truck;
        long burnt = coolerMicrolitres + (moved * t.MicrolitresPerMetre / 1_000);
        if (t.EngineOn && moved == 0)
        {
            burnt += (long)IdleBurn * _seconds;
            t.IdleSeconds += t.HasTrip ? _seconds : 0;
        }

        t.FuelMicrolitres = Math.Max(t.FuelMicrolitres - burnt, 0);
        t.TripMicrolitres += burnt;
        if (t.FillMicrolitres > 0)
        {
            long filled = Math.Min(t.FillMicrolitres, FillRate * _seconds);
            t.FuelMicrolitres += filled;
            t.FillMicrolitres -= filled;
        }

        t.BatteryMilli = t.EngineOn ? 27_600 : Math.Max(t.BatteryMilli > 26_000 ? 25_700 : t.BatteryMilli - (_seconds / 30), 24_900);
    }

    private void Report(in RoadLeg leg, long share, int ambient, HarshEvent harsh, ulong noise, ulong more)
    {
        Truck t = _truck;
        long beside = t.Sideways / 1_000;
        int latitude = leg.From.LatitudeMicro + (int)(((leg.To.LatitudeMicro - leg.From.LatitudeMicro) * share) >> 20)
            + (int)(leg.SideLatitude * beside / 1_000) + (int)((noise >> 48) & 63) - 32;
        int longitude = leg.From.LongitudeMicro + (int)(((leg.To.LongitudeMicro - leg.From.LongitudeMicro) * share) >> 20)
            + (int)(leg.SideLongitude * beside / 1_000) + (int)((noise >> 54) & 63) - 32;
        int slosh = Noise(more, 8, 12 + (t.Speed / 85)) + (int)(t.FuelMicrolitres * 100 / (t.TankMicrolitres / 1_000));
        var reading = new TelemetryReading
        {
            TruckId = t.Id,
            At = Instant.FromSeconds(t.Now),
            TempMilli = Temperature(noise),
            FuelMilli = Round(Math.Clamp(slosh, 0, 100_000), 10),
            TripId = t.HasTrip ? t.TripId : null,
            Route = t.HasTrip ? t.Road.Id : null,
            Cargo = t.HasTrip ? CargoKinds.Name(t.Plan.Cargo) : null,
            Seq = t.Sequence,
            LatitudeMicro = latitude,
            LongitudeMicro = longitude,
            SpeedMilliKmh = Round(t.Speed, 100),
            Heading = (leg.Heading + (t.IsOutbound ? 0 : 180) + (t.Speed > 0 ? (int)((noise >> 60) & 15) + 352 : 0)) % 360,
            OdometerMetres = t.OdometerMillimetres / 1_000,
            SetPointMilli = t.SetPointMilli,
            CargoTempMilli = t.HasTrip ? Round((int)(t.CargoMicro / 1_000) + Noise(noise, 16, 40), 10) : TelemetryReading.Missing,
            AmbientMilli = Round(ambient + Noise(noise, 32, 200), 10),
            HumidityMilli = Round(t.HumidityMilli + Noise(more, 40, 900), 100),
            BatteryMilli = Round(t.BatteryMilli + Noise(more, 24, 60), 10),
            EngineOn = t.EngineOn,
            DoorOpen = t.DoorOpen,
            ReeferOn = t.IsCooling,
            Harsh = harsh,
            IsFull = true,
        };
        t.Sequence++;
        t.ReadingsMade += t.HasTrip ? 1 : 0;
        long arrived = Math.Max(
            t.LastReceivedMilli + LeastMilliBetween,
            (Math.Max(t.Now, t.SilentUntil) * 1_000) + ShortestDelayMilli + (long)(more & 0x7FF));
        t.LastReceivedMilli = arrived;
        _twin?.Write(in reading, arrived);
        if (!_writer.Write(in reading, arrived, t.Phase == TruckPhase.Driving))
        {
            t.ReadingsLost += t.HasTrip ? 1 : 0;
        }
    }

    /// <summary>What the probe in the returning air shows.</summary>
    private int Temperature(ulong noise)
    {
        Truck t = _truck;
        int shown = Round((int)(t.AirMicro / 1_000) + Noise(noise, 0, ProbeNoise / 4), 10);
        if (t.Incident != IncidentState.Active)
        {
            t.StuckMilli = shown;
            return shown;
        }

        return t.Kind switch
        {
            IncidentKind.SensorStuck => t.StuckMilli,
            IncidentKind.SensorDead => TelemetryReading.Missing,
            _ => shown,
        };
    }

    /// <summary>Up to so much in one direction or the other, most often little, from sixteen random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Noise(ulong bits, int shift, int most) =>
        (((int)((bits >> shift) & 255) + (int)((bits >> (shift + 8)) & 255) - 255) * most) >> 8;

    /// <summary>To the nearest multiple, halves away from zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Round(int value, int unit) => (value + (value < 0 ? -unit / 2 : unit / 2)) / unit * unit;
}
