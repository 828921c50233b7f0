using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Engine;

namespace Waybill.Speed.Runtime;

/// <summary>
/// What is saved of a partition: how far each outlet is, the changes of alerts that are said but not everywhere yet, and the rules' own
/// state. Little-endian:
/// <code>
///   magic · version
///   archived to · dead letters to · shown to · rules to            the first offsets that each has not seen
///   changes: count · (for sink · for log · kind · at · alert)*
///   hash of all before
///   snapshot of the table
/// </code>
/// </summary>
internal sealed record PartitionState
{
    private const long Magic = 0x45_56_49_4C_50_53_42_57; // "WBSPLIVE"
    private const int Version = 1;
    private const int MostChanges = 1 << 24;

    public long ArchivedTo { get; init; }

    public long LettersTo { get; init; }

    /// <summary>All before it is in the states of trucks that the sink has.</summary>
    public long ShownTo { get; init; }

    /// <summary>All before it is in the table.</summary>
    public long RulesTo { get; init; }

    public IReadOnlyList<(AlertChange Change, bool ForSink, bool ForLog)> Changes { get; init; } = [];

    /// <summary>Where reading goes on: nothing before it is wanted by anyone.</summary>
    public long ReadFrom => Math.Min(Math.Min(ArchivedTo, LettersTo), Math.Min(ShownTo, RulesTo));

    /// <summary>Saving one in place of the other would gain nothing.</summary>
    public bool SaysAsMuchAs(PartitionState other) =>
        RulesTo == other.RulesTo && ReadFrom == other.ReadFrom && Changes.Count == other.Changes.Count;

    /// <param name="table">The rules' own state.</param>
    /// <param name="stream">Empty; the state's bytes are its memory.</param>
    public SavedState Save(TruckTable table, MemoryStream stream)
    {
        var writer = new SnapshotWriter(stream);
        writer.Long(Magic);
        writer.Int(Version);
        writer.Long(ArchivedTo);
        writer.Long(LettersTo);
        writer.Long(ShownTo);
        writer.Long(RulesTo);
        writer.Int(Changes.Count);
        foreach ((AlertChange change, bool forSink, bool forLog) in Changes)
        {
            writer.Flag(forSink);
            writer.Flag(forLog);
            Write(writer, change);
        }

        writer.Finish();
        table.Save(stream);
        return new SavedState(RulesTo, stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    /// <exception cref="WaybillException">Corrupt: it is damaged. NewerVersion: this program cannot read it.</exception>
    public static PartitionState Load(SavedState saved, TruckTable into)
    {
        using var stream = new MemoryStream(saved.Bytes.ToArray(), writable: false);
        var reader = new SnapshotReader(stream);
        if (reader.Long() != Magic)
        {
            throw SnapshotReader.Damaged();
        }

        int version = reader.Int();
        if (version > Version)
        {
            throw new WaybillException(
                WaybillErrorKind.NewerVersion, $"The saved state of a partition has version {version}; this program knows versions up to {Version}.",
                "Use the newer Waybill that wrote it.");
        }

        var state = new PartitionState
        {
            ArchivedTo = reader.Long(),
            LettersTo = reader.Long(),
            ShownTo = reader.Long(),
            RulesTo = reader.Long(),
            Changes = ReadChanges(reader),
        };
        reader.Finish();
        into.Load(stream);
        return state;
    }

    private static List<(AlertChange Change, bool ForSink, bool ForLog)> ReadChanges(SnapshotReader reader)
    {
        int count = reader.Count(MostChanges);
        var changes = new List<(AlertChange Change, bool ForSink, bool ForLog)>();
        for (int i = 0; i < count; i++)
        {
            bool forSink = reader.Flag();
            bool forLog = reader.Flag();
            changes.Add((ReadChange(reader), forSink, forLog));
        }

        return changes;
    }

    private static void Write(SnapshotWriter writer, AlertChange change)
    {
        Alert alert = change.Alert;
        writer.Int((int)change.Kind);
        writer.Long(change.At.Microseconds);
        writer.Text(alert.AlertId);
        writer.Text(alert.Rule);
        writer.Int((int)alert.Severity);
        writer.Text(alert.TruckId);
        writer.Text(alert.TripId);
        writer.Text(alert.Segment);
        writer.Text(alert.Cargo);
        writer.Long(alert.StartedAt.Microseconds);
        writer.Long(alert.OpenedAt.Microseconds);
        writer.Long(alert.ClosedAt?.Microseconds ?? long.MinValue);
        writer.Int((int)alert.End);
        writer.Int(alert.LimitValue);
        writer.Int(alert.OpeningValue);
        writer.Int(alert.PeakValue);
        writer.Int(alert.BadReadings);
        writer.Int(alert.BreachInSeconds ?? TelemetryReading.Missing);
    }

    private static AlertChange ReadChange(SnapshotReader reader)
    {
        var kind = (AlertChangeKind)reader.Int();
        var at = new Instant(reader.Long());
        return new AlertChange(kind, ReadAlert(reader), at);
    }

    private static Alert ReadAlert(SnapshotReader reader) => new()
    {
        AlertId = Required(reader),
        Rule = Required(reader),
        Severity = (AlertSeverity)reader.Int(),
        TruckId = Required(reader),
        TripId = reader.Text(),
        Segment = Required(reader),
        Cargo = reader.Text(),
        StartedAt = new Instant(reader.Long()),
        OpenedAt = new Instant(reader.Long()),
        ClosedAt = reader.Long() is var closed && closed != long.MinValue ? new Instant(closed) : null,
        End = (AlertEnd)reader.Int(),
        LimitValue = reader.Int(),
        OpeningValue = reader.Int(),
        PeakValue = reader.Int(),
        BadReadings = reader.Int(),
        BreachInSeconds = reader.Int() is var breach && breach != TelemetryReading.Missing ? breach : null,
    };

    private static string Required(SnapshotReader reader) => reader.Text() ?? throw SnapshotReader.Damaged();
}
