namespace Waybill.Events.ColdChain;

/// <summary>What can go wrong on a trip. <see cref="IncidentKinds"/> has the words.</summary>
public enum IncidentKind : byte
{
    CompressorFailure,

    /// <summary>The cooler loses its power over hours.</summary>
    SlowCompressorFailure,

    DoorLeftOpen,
    WrongSetPoint,
    SensorStuck,
    SensorDead,

    /// <summary>Readings stay in the device and are sent later.</summary>
    RadioGap,

    FuelTheft,
    RouteDeviation,
    Breakdown,
}
