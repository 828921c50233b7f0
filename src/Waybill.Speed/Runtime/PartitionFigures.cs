using Waybill.Events.Telemetry;

namespace Waybill.Speed.Runtime;

/// <summary>What the work on a partition has done since it began, and what waits.</summary>
public sealed class PartitionFigures
{
    private readonly long[] _refused = new long[Enum.GetValues<TelemetryRefusal>().Length];

    /// <summary>Messages that were looked at, each once.</summary>
    public long Messages { get; internal set; }

    /// <summary>Readings that the rules saw.</summary>
    public long Used { get; internal set; }

    public long Duplicates { get; internal set; }

    public long Late { get; internal set; }

    public int Trucks { get; internal set; }

    /// <summary>Bytes that wait for the archive.</summary>
    public long PendingBytes { get; internal set; }

    /// <summary>Changes of alerts that wait for sink or log.</summary>
    public int PendingChanges { get; internal set; }

    /// <summary>Handovers that failed and were tried again.</summary>
    public long Failures { get; internal set; }

    /// <summary>Messages that were no readings, for a reason.</summary>
    public long Refused(TelemetryRefusal reason) => _refused[(int)reason];

    internal void Refuse(TelemetryRefusal reason) => _refused[(int)reason]++;
}
