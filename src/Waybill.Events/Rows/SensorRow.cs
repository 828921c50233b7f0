using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>One reading of a machine's sensors.</summary>
public readonly record struct SensorRow
{
    /// <summary>When it was read; a whole second, at most one reading a second and machine.</summary>
    public required Instant At { get; init; }

    /// <summary>Temperature in tenths of a degree Celsius.</summary>
    public required int DeciCelsius { get; init; }

    /// <summary>Pressure in hundredths of a bar.</summary>
    public required int Centibar { get; init; }

    /// <summary>Energy used since the batch's reading before, in watt-hours.</summary>
    public required int WattHours { get; init; }

    /// <summary>Efficiency in tenths of a per cent.</summary>
    public required int EfficiencyPerMille { get; init; }

    /// <summary>The batch that was being made, and with it the machine.</summary>
    public required BatchId Batch { get; init; }

    /// <summary>Rises within a factory in the order of recording, over all its feeds.</summary>
    public required long SourceSeq { get; init; }
}
