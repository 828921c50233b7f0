using System.Runtime.InteropServices;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Rules;

namespace Waybill.Speed.Engine;

/// <summary>
/// The state of a table as bytes, little-endian:
/// <code>
///   magic · version · lateness · clock · used · duplicates · late
///   rules:    count · (name · signal)*
///   contexts: count · (truck · cargo · road)*
///   with extras
///   trucks:   count · (id · forgotten up to · latest time · latest reception · segments · index of the latest)*
///   segment:  trip · day · last received · last context · silence is said · may be silent · readings · extras · first · second · now · said
///   hash of all before
/// </code>
/// </summary>
internal sealed class Snapshot
{
    private const long Magic = 0x44_45_45_50_53_42_57; // "WBSPEED"
    private const int Version = 1;
    private const int MaxCount = 1 << 24;

    private readonly TruckTable _table;
    private readonly int _lateness;

    /// <summary>Number of a rule in the snapshot → its number now; -1 when it is gone.</summary>
    private int[] _ruleNumbers = [];
    private string[] _ruleNames = [];
    private bool _hasExtras;

    public Snapshot(TruckTable table, int latenessSeconds)
    {
        _table = table;
        _lateness = latenessSeconds;
    }

    public void Write(Stream stream)
    {
        var writer = new SnapshotWriter(stream);
        writer.Long(Magic);
        writer.Int(Version);
        writer.Int(_lateness);
        writer.Long(_table.Clock.Microseconds);
        writer.Long(_table.Used);
        writer.Long(_table.Duplicates);
        writer.Long(_table.Late);
        writer.Int(_table.Rules.Names.Count);
        foreach (string name in _table.Rules.Names)
        {
            writer.Text(name);
            writer.Int((int)SignalOf(name));
        }

        writer.Int(_table.Contexts.Count);
        for (int i = 0; i < _table.Contexts.Count; i++)
        {
            writer.Text(_table.Contexts.TruckOf(i));
            writer.Text(_table.Contexts[i].Cargo);
            writer.Text(_table.Contexts[i].Route);
        }

        writer.Flag(_table.WithExtras);
        writer.Int(_table.Trucks.Count);
        foreach (Truck truck in _table.Trucks)
        {
            WriteTruck(writer, truck);
        }

        writer.Finish();
    }

    public void Read(Stream stream)
    {
        var reader = new SnapshotReader(stream);
        if (reader.Long() != Magic)
        {
            throw SnapshotReader.Damaged();
        }

        ReadVersion(reader);
        _table.Restore(new Instant(reader.Long()), reader.Long(), reader.Long(), reader.Long());
        ReadRules(reader);
        int contexts = reader.Count(MaxCount);
        for (int i = 0; i < contexts; i++)
        {
            _table.Contexts.Add(reader.Text() ?? "", reader.Text(), reader.Text());
        }

        _hasExtras = reader.Flag();
        int trucks = reader.Count(MaxCount);
        for (int i = 0; i < trucks; i++)
        {
            ReadTruck(reader);
        }

        reader.Finish();
    }

    private static void WriteTruck(SnapshotWriter writer, Truck truck)
    {
        writer.Text(truck.Id);
        writer.Long(truck.ForgottenUpTo);
        writer.Long(truck.LatestAt);
        writer.Long(truck.LatestReceived);
        writer.Int(truck.Segments.Count);
        int latest = -1;
        for (int i = 0; i < truck.Segments.Count; i++)
        {
            latest = truck.Segments[i] == truck.Latest ? i : latest;
            WriteSegment(writer, truck.Segments[i]);
        }

        writer.Int(latest);
    }

    private static void WriteSegment(SnapshotWriter writer, Segment segment)
    {
        writer.Text(segment.TripId);
        writer.Int(segment.Day);
        writer.Long(segment.LastReceived);
        writer.Int(segment.LastContext);
        writer.Flag(segment.SilenceIsSaid);
        writer.Flag(segment.MayBeSilent);
        writer.Int(segment.Ring.Count);
        writer.Bytes(MemoryMarshal.AsBytes(segment.Ring.Samples));
        writer.Bytes(MemoryMarshal.AsBytes(segment.Ring.Extras));
        WriteState(writer, segment.First);
        WriteState(writer, segment.Second);
        WriteState(writer, segment.Now);
        writer.Int(segment.HasSaid ? segment.Said.Count : 0);
        if (segment.HasSaid)
        {
            foreach (Said said in segment.Said)
            {
                WriteRun(writer, said.Run);
                writer.Long(said.ClosedAt);
                writer.Int((int)said.End);
                writer.Long(said.SaidAt);
            }
        }
    }

    private static void WriteState(SnapshotWriter writer, in RuleState state)
    {
        writer.Int(state.Stuck.Last);
        writer.Long(state.FuelDrop.Most);
        writer.Int(state.FuelDrop.Odometer);
        writer.Long(state.Trend.Second);
        writer.Int(state.Trend.Count);
        writer.Long(state.Trend.SumX);
        writer.Long(state.Trend.SumY);
        writer.Long(state.Trend.SumXX);
        writer.Long(state.Trend.SumXY);
        writer.Int(state.Trend.OpenDoors);
        writer.Int(state.Seen);
        writer.Int(state.TrendFrom);
        writer.Long(state.LastAt);
        writer.Int(state.Runs.Length);
        foreach (ref readonly Run run in state.Runs)
        {
            WriteRun(writer, run);
        }
    }

    private static void WriteRun(SnapshotWriter writer, in Run run)
    {
        writer.Int(run.Rule);
        writer.Long(run.StartedAt);
        writer.Long(run.OpenedAt);
        writer.Int(run.Bad);
        writer.Int(run.Peak);
        writer.Int(run.Opening);
        writer.Int(run.BreachIn);
        writer.Int(run.Context);
    }

    private static Run ReadRun(SnapshotReader reader) => new(reader.Int(), reader.Long())
    {
        OpenedAt = reader.Long(),
        Bad = reader.Int(),
        Peak = reader.Int(),
        Opening = reader.Int(),
        BreachIn = reader.Int(),
        Context = reader.Int(),
    };

    private void ReadVersion(SnapshotReader reader)
    {
        int version = reader.Int();
        if (version > Version)
        {
            throw new WaybillException(
                WaybillErrorKind.NewerVersion,
                $"The saved state of the rules has version {version}; this program knows {Version}",
                "Use a newer program, or delete the state: it is made again from the archive.");
        }

        int lateness = reader.Int();
        if (version < Version || lateness != _lateness)
        {
            throw new WaybillException(
                WaybillErrorKind.BadInput,
                $"The saved state of the rules is for a lateness of {lateness} s and not {_lateness} s",
                "Keep the lateness, or delete the state: it is made again from the archive.");
        }
    }

    private void ReadRules(SnapshotReader reader)
    {
        int count = reader.Count(AlertRules.MaxRules);
        _ruleNumbers = new int[count];
        _ruleNames = new string[count];
        for (int i = 0; i < count; i++)
        {
            _ruleNames[i] = reader.Text() ?? "";
            var signal = (AlertSignal)reader.Int();
            int now = _table.Rules.Names.ToList().IndexOf(_ruleNames[i]);
            _ruleNumbers[i] = now >= 0 && SignalOf(_ruleNames[i]) == signal ? now : -1;
        }
    }

    private void ReadTruck(SnapshotReader reader)
    {
        Truck truck = _table.RestoreTruck(reader.Text() ?? "");
        truck.ForgottenUpTo = reader.Long();
        truck.LatestAt = reader.Long();
        truck.LatestReceived = reader.Long();
        int segments = reader.Count(MaxCount);
        for (int i = 0; i < segments; i++)
        {
            truck.Add(ReadSegment(reader, truck));
        }

        int latest = reader.Int();
        if (latest >= segments)
        {
            throw SnapshotReader.Damaged();
        }

        if (latest >= 0)
        {
            truck.Latest = truck.Segments[latest];
            _table.RestoreSilence(truck);
        }
    }

    private Segment ReadSegment(SnapshotReader reader, Truck truck)
    {
        var segment = new Segment(reader.Text(), reader.Int(), _table.WithExtras)
        {
            LastReceived = reader.Long(),
            LastContext = reader.Count(_table.Contexts.Count - 1),
            SilenceIsSaid = reader.Flag(),
            MayBeSilent = reader.Flag(),
        };
        ReadReadings(reader, segment);
        segment.First = ReadState(reader);
        segment.Second = ReadState(reader);
        segment.Now = ReadState(reader);
        int said = reader.Count(MaxCount);
        for (int i = 0; i < said; i++)
        {
            var alert = new Said { Run = ReadRun(reader), ClosedAt = reader.Long(), End = (AlertEnd)reader.Int(), SaidAt = reader.Long() };
            KeepSaid(truck, segment, alert);
        }

        return segment;
    }

    private void KeepSaid(Truck truck, Segment segment, Said alert)
    {
        int now = _ruleNumbers[alert.Run.Rule];
        if (now >= 0)
        {
            alert.Run.Rule = now;
            segment.Said.Add(alert);
        }
        else if (alert.End == AlertEnd.Open)
        {
            Alert gone = _table.Voice.AlertOf(truck, segment, alert, _ruleNames[alert.Run.Rule]);
            _table.Voice.Say(AlertChangeKind.Withdrawn, gone, _table.Clock.Microseconds);
        }
    }

    private void ReadReadings(SnapshotReader reader, Segment segment)
    {
        int count = reader.Count(MaxCount);
        if (count == 0)
        {
            throw SnapshotReader.Damaged();
        }

        var samples = new Sample[count];
        reader.Bytes(MemoryMarshal.AsBytes(samples.AsSpan()));
        var extras = new SampleExtras[_table.WithExtras || _hasExtras ? count : 0];
        if (_hasExtras)
        {
            reader.Bytes(MemoryMarshal.AsBytes(extras.AsSpan()));
        }
        else
        {
            const int Missing = TelemetryReading.Missing;
            extras.AsSpan().Fill(new SampleExtras(Missing, Missing, Missing, Missing));
        }

        segment.Restore(samples, extras);
    }

    private RuleState ReadState(SnapshotReader reader)
    {
        RuleState state = RuleState.Empty;
        state.Stuck.Last = reader.Int();
        state.FuelDrop.Most = reader.Long();
        state.FuelDrop.Odometer = reader.Int();
        state.Trend = new TemperatureTrend
        {
            Second = reader.Long(),
            Count = reader.Int(),
            SumX = reader.Long(),
            SumY = reader.Long(),
            SumXX = reader.Long(),
            SumXY = reader.Long(),
            OpenDoors = reader.Int(),
        };
        state.Seen = reader.Int();
        state.TrendFrom = reader.Int();
        state.LastAt = reader.Long();
        int runs = reader.Count(AlertRules.MaxRules);
        for (int i = 0; i < runs; i++)
        {
            Run run = ReadRun(reader);
            run.Rule = _ruleNumbers[run.Rule];
            if (run.Rule >= 0)
            {
                state.Restore(run);
            }
        }

        return state;
    }

    private AlertSignal SignalOf(string rule) => _table.Rules.Rows.First(r => r.Rule == rule).Signal;
}
