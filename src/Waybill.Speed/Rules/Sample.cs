using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>The part of a reading that rules look at: little more than half a cache line, so that a truck's last half hour stays small.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Sample
{
    /// <summary>Cargo and road of a reading are a number of so many bits.</summary>
    public const int MaxContext = (1 << (32 - ContextShift)) - 1;

    private const int ContextShift = 8;
    private const uint EngineOn = 1;
    private const uint EngineOff = 1 << 1;
    private const uint DoorOpen = 1 << 2;
    private const uint DoorShut = 1 << 3;
    private const uint Harsh = 1 << 4;
    private const uint Full = 1 << 5;

    private readonly uint _bits;

    public Sample(in TelemetryReading reading, int context)
    {
        At = reading.At.Microseconds;
        Temp = reading.TempMilli;
        Fuel = reading.FuelMilli;
        Latitude = reading.LatitudeMicro;
        Longitude = reading.LongitudeMicro;
        Speed = reading.SpeedMilliKmh;
        Odometer = reading.OdometerMetres is >= 0 and <= int.MaxValue ? (int)reading.OdometerMetres : TelemetryReading.Missing;
        _bits = ((uint)context << ContextShift)
            | Pair(reading.EngineOn, EngineOn, EngineOff)
            | Pair(reading.DoorOpen, DoorOpen, DoorShut)
            | (reading.Harsh == HarshEvent.None ? 0 : Harsh)
            | (reading.IsFull ? Full : 0);
    }

    /// <summary>Microseconds since 1970.</summary>
    public readonly long At;

    public readonly int Temp;

    public readonly int Fuel;

    public readonly int Latitude;

    public readonly int Longitude;

    public readonly int Speed;

    /// <summary>Metres.</summary>
    public readonly int Odometer;

    /// <summary>Index into <see cref="RuleContexts"/>.</summary>
    public int Context => (int)(_bits >> ContextShift);

    public bool EngineIsOn => (_bits & EngineOn) != 0;

    public bool EngineIsOff => (_bits & EngineOff) != 0;

    public bool DoorIsOpen => (_bits & DoorOpen) != 0;

    public bool DoorIsShut => (_bits & DoorShut) != 0;

    public bool IsHarsh => (_bits & Harsh) != 0;

    public bool IsFull => (_bits & Full) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pair(bool? value, uint whenTrue, uint whenFalse) => value is null ? 0 : value.Value ? whenTrue : whenFalse;
}
