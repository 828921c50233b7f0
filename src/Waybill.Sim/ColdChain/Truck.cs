using Waybill.Events.ColdChain;

namespace Waybill.Sim.ColdChain;

/// <summary>
/// A truck and all that is known of it from one reading to the next. Fields rather than properties: the physics run through them three
/// thousand times a day for each truck. The same object is every truck of a cell, one after the other.
/// </summary>
internal sealed class Truck
{
    // Who it is; follows from its number.
    public int Number;
    public int Depot;
    public int IndexInDepot;
    public string Id = "";
    public Road Road = RoadMap.Default.Roads[0];
    public long TankMicrolitres;
    public int MicrolitresPerMetre;

    // Time and reporting.
    public long Now;
    public long Sequence;
    public long LastReceivedMilli;

    /// <summary>Until then nothing gets through.</summary>
    public long SilentUntil;

    // What it does.
    public TruckPhase Phase;
    public long PhaseUntil;
    public StopKind Stop;
    public int StopSeconds;
    public int DoorSeconds;
    public long StoppedAt;
    public bool EngineOn;
    public bool DoorOpen;

    // Where it is.
    public bool IsOutbound;
    public long Position;
    public int Leg;
    public long OdometerMillimetres;
    public int Speed;
    public int TargetSpeed;
    public long TargetUntil;
    public long Sideways;

    // The cooler.
    public long AirMicro;
    public long CargoMicro;
    public int SetPointMilli;
    public bool IsCooling;
    public bool IsFast;
    public int HumidityMilli;
    public int BatteryMilli;

    // The tank.
    public long FuelMicrolitres;
    public long FillMicrolitres;

    // The trip.
    public readonly TripPlan Plan = new();
    public int Trips;
    public bool HasTrip;

    /// <summary>Id of the trip that is planned or under way.</summary>
    public string TripId = "";
    public int NextStop;
    public long DepartedAt;
    public long ArrivedAt;
    public long TripMillimetres;
    public long TripMicrolitres;
    public long DrivingSeconds;
    public long IdleSeconds;
    public int HarshEvents;
    public int ReadingsMade;
    public int ReadingsLost;

    // What goes wrong on it.
    public IncidentState Incident;
    public IncidentKind Kind;
    public long IncidentAt;
    public long IncidentStartedAt;
    public long IncidentEndsAt;
    public int IncidentSize;
    public int IncidentCause;
    public int StuckMilli;

    /// <summary>Whether an incident of this kind is going on.</summary>
    public bool Has(IncidentKind kind) => Incident == IncidentState.Active && Kind == kind;

    public void Exchange(ref StateExchange state)
    {
        state.Field(ref Now);
        state.Field(ref Sequence);
        state.Field(ref LastReceivedMilli);
        state.Field(ref SilentUntil);
        state.Field(ref Phase);
        state.Field(ref PhaseUntil);
        state.Field(ref Stop);
        state.Field(ref StopSeconds);
        state.Field(ref DoorSeconds);
        state.Field(ref StoppedAt);
        state.Field(ref EngineOn);
        state.Field(ref DoorOpen);
        state.Field(ref IsOutbound);
        state.Field(ref Position);
        state.Field(ref Leg);
        state.Field(ref OdometerMillimetres);
        state.Field(ref Speed);
        state.Field(ref TargetSpeed);
        state.Field(ref TargetUntil);
        state.Field(ref Sideways);
        state.Field(ref AirMicro);
        state.Field(ref CargoMicro);
        state.Field(ref SetPointMilli);
        state.Field(ref IsCooling);
        state.Field(ref IsFast);
        state.Field(ref HumidityMilli);
        state.Field(ref BatteryMilli);
        state.Field(ref FuelMicrolitres);
        state.Field(ref FillMicrolitres);
        ExchangeTrip(ref state);
    }

    private void ExchangeTrip(ref StateExchange state)
    {
        Plan.Exchange(ref state);
        state.Field(ref Trips);
        state.Field(ref HasTrip);
        state.Field(ref NextStop);
        state.Field(ref DepartedAt);
        state.Field(ref ArrivedAt);
        state.Field(ref TripMillimetres);
        state.Field(ref TripMicrolitres);
        state.Field(ref DrivingSeconds);
        state.Field(ref IdleSeconds);
        state.Field(ref HarshEvents);
        state.Field(ref ReadingsMade);
        state.Field(ref ReadingsLost);
        state.Field(ref Incident);
        state.Field(ref Kind);
        state.Field(ref IncidentAt);
        state.Field(ref IncidentStartedAt);
        state.Field(ref IncidentEndsAt);
        state.Field(ref IncidentSize);
        state.Field(ref IncidentCause);
        state.Field(ref StuckMilli);
    }
}
