using Waybill.Events.Telemetry;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>Figures of all partitions that this process has or had.</summary>
internal sealed class LiveTally
{
    private readonly Lock _lock = new();
    private readonly List<PartitionFigures> _figures = [];

    public void Add(PartitionFigures figures)
    {
        lock (_lock)
        {
            _figures.Add(figures);
        }
    }

    public long Messages => Sum(f => f.Messages);

    public long Late => Sum(f => f.Late);

    public long Duplicates => Sum(f => f.Duplicates);

    public long Failures => Sum(f => f.Failures);

    public long PendingBytes => Sum(f => f.PendingBytes);

    public long PendingChanges => Sum(f => f.PendingChanges);

    public long Refused(TelemetryRefusal reason) => Sum(f => f.Refused(reason));

    /// <summary>Messages that were no readings, by reason; those that did not happen are left out.</summary>
    public IReadOnlyDictionary<string, long> Refused() => new SortedDictionary<string, long>(
        Enum.GetValues<TelemetryRefusal>().Where(r => r != TelemetryRefusal.None && Refused(r) > 0).ToDictionary(RefusalWords.WordOf, Refused),
        StringComparer.Ordinal);

    private long Sum(Func<PartitionFigures, long> of)
    {
        lock (_lock)
        {
            return _figures.Sum(of);
        }
    }
}
