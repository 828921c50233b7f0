using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;
using Waybill.Sim.Truth;

namespace Waybill.Sim.Factory;

/// <summary>
/// One factory: machines that turn materials into products, day by day, in the kernel's total order. Material is
/// conserved: a batch takes what it needs from the store when it begins, and a machine whose material lacks waits for it.
/// The same object plays any number of factories, one after the other.
/// </summary>
internal sealed class FactoryCell
{
    /// <summary>As in the markets: a stale copy of a row has the number just below it.</summary>
    private const int SourceSeqStep = 2;

    /// <summary>Check ids of a factory begin here times its index, so that no two factories share one.</summary>
    public const int CheckNumbers = 10_000;

    /// <summary>Machines come to a stop before the plant closes, so that everything can be written down in time.</summary>
    private const int ClosingSeconds = 300;

    /// <summary>Machines are switched on and off within so many seconds.</summary>
    private const int SwitchSeconds = 240;

    /// <summary>A check takes place this long after its batch, unless the plant closes.</summary>
    private const int SoonestCheck = 300;
    private const int LatestCheck = 1_800;

    /// <summary>No more than a day of 24 hours and what is written down after it.</summary>
    private const int QueueSeconds = 26 * 3_600;

    private static readonly OperatorAction[] NotedActions = [OperatorAction.Adjust, OperatorAction.Inspect, OperatorAction.Note];

    private readonly World _world;
    private readonly Plant _plant;
    private readonly EventQueue<FactoryEvent> _queue = new();
    private readonly Machine[] _machines;
    private readonly FactoryStore _store;
    private readonly BatchMaker _maker;
    private readonly List<OperatorLogRow> _waitingLogs = [];
    private FactoryStreams _streams;
    private FactoryRows _rows = new();
    private Instant _dayStart;
    private int _factory;
    private int _day;
    private int _checks;
    private long _sourceSeq;

    public FactoryCell(World world, Plant plant)
    {
        _world = world;
        _plant = plant;
        _machines = [.. plant.Machines.Select(model => new Machine(model))];
        Kpis = new FactoryKpis(plant.Products);
        _store = new FactoryStore(plant, Kpis);
        _maker = new BatchMaker(plant);
    }

    /// <summary>What happened since <see cref="Open"/> or <see cref="Load"/>.</summary>
    public FactoryKpis Kpis { get; }

    /// <summary>A factory on its first day.</summary>
    /// <param name="factory">Its index, from 0.</param>
    /// <param name="day">The day.</param>
    public void Open(int factory, int day)
    {
        _factory = factory;
        _sourceSeq = 0;
        _streams = new FactoryStreams(_world.Streams, factory);
        _maker.Open(_streams);
        _store.Clear();
        Kpis.Clear();
        foreach (Machine machine in _machines)
        {
            machine.SecondsWorked = 0;
            machine.WornSince = day;
        }
    }

    /// <summary>A factory as <see cref="Save"/> left it.</summary>
    public void Load(int factory, int day, ref SnapshotReader reader)
    {
        Open(factory, day);
        _sourceSeq = reader.ReadNumber();
        _store.Load(ref reader);
        foreach (Machine machine in _machines)
        {
            machine.SecondsWorked = reader.ReadNumber();
            machine.WornSince = (int)reader.ReadNumber(day);
        }
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_sourceSeq);
        _store.Save(writer);
        foreach (Machine machine in _machines)
        {
            writer.WriteNumber(machine.SecondsWorked);
            writer.WriteNumber(machine.WornSince);
        }
    }

    /// <summary>Plays the plant's own day of this date.</summary>
    public void Play(int day, FactoryRows rows)
    {
        _day = day;
        _rows = rows;
        _checks = 0;
        _waitingLogs.Clear();
        _dayStart = _plant.DayStart(day);
        _queue.Open(_dayStart, _dayStart.AddSeconds(QueueSeconds));
        _store.Receive();
        for (int i = 0; i < _machines.Length; i++)
        {
            _machines[i].BeginDay();
            ScheduleOpenings(i);
        }

        while (_queue.TryTake(out QueuedEvent<FactoryEvent> next))
        {
            Happen(next.Time, next.Payload);
        }

        _store.Ship();
    }

    private void Happen(Instant now, FactoryEvent what)
    {
        Machine machine = _machines[what.Machine];
        switch (what.Kind)
        {
            case FactoryEventKind.Opening:
                OpenUp(now, what.Machine, _plant.Openings[what.Index]);
                break;
            case FactoryEventKind.Ready when machine.Mode is MachineMode.Idle or MachineMode.Maintenance:
                machine.Mode = MachineMode.Idle;
                TryStart(now, what.Machine);
                break;
            case FactoryEventKind.Reading:
                Read(now, machine, what.Index);
                break;
            case FactoryEventKind.BatchEnd:
                Finish(now, what.Machine);
                break;
            case FactoryEventKind.Check:
                Check(now, in _rows.Batches[what.Index]);
                break;
            case FactoryEventKind.Log:
                Log(now, _waitingLogs[what.Index]);
                break;
            case FactoryEventKind.Closing:
                SwitchOff(now, machine);
                break;
        }
    }

    private void ScheduleOpenings(int machine)
    {
        for (int i = 0; i < _plant.Openings.Length; i++)
        {
            (int start, int end) = _plant.Openings[i];
            ulong key = Key(machine, i);
            int on = _streams.SwitchTime.Below(key * 2, SwitchSeconds);
            int off = _streams.SwitchTime.Below((key * 2) + 1, SwitchSeconds);
            Add(_dayStart.AddSeconds(start + on), FactoryEventKind.Opening, machine, i);
            Add(_dayStart.AddSeconds(end - ClosingSeconds), FactoryEventKind.Closing, machine, i);
            ScheduleLog(_dayStart.AddSeconds(end - 1 - off), machine, OperatorAction.Stop, notes: 0);
        }
    }

    private void OpenUp(Instant now, int index, (int Start, int End) opening)
    {
        Machine machine = _machines[index];
        machine.ClosesAt = _dayStart.AddSeconds(opening.End - ClosingSeconds);
        Log(now, NewLog(index, OperatorAction.Start, notes: 0));
        if (machine.Mode == MachineMode.Off)
        {
            machine.Mode = MachineMode.Idle;
            TryStart(now, index);
        }
    }

    private void SwitchOff(Instant now, Machine machine)
    {
        Kpis.StarvedSeconds += machine.EndStarving(now);
        if (machine.Mode is MachineMode.Idle or MachineMode.Starved)
        {
            machine.Mode = MachineMode.Off;
        }
    }

    /// <summary>Begins a batch if there is time and material for one.</summary>
    private void TryStart(Instant now, int index)
    {
        Machine machine = _machines[index];
        long left = machine.ClosesAt.Seconds - now.Seconds;
        if (left < machine.Model.ShortestBatch)
        {
            Kpis.StarvedSeconds += machine.EndStarving(now);
            machine.Mode = MachineMode.Off;
            return;
        }

        ulong key = Key(index, machine.Batches + 1);
        BatchPlan plan = _maker.Plan(machine, key, left, _day);
        if (!_store.TryTake(machine.Model.Recipe, plan.Produced))
        {
            machine.BeginStarving(now);
            return;
        }

        Kpis.StarvedSeconds += machine.EndStarving(now);
        machine.Mode = MachineMode.Running;
        machine.Batches++;
        machine.WattHours = plan.WattHours;
        machine.WattHoursTold = 0;
        machine.Efficiency = plan.Efficiency;
        machine.Readings = plan.Readings;
        machine.Batch = new BatchRow
        {
            Id = new BatchId(_day, MachineNumber(index), machine.Batches),
            Product = machine.Model.Recipe,
            StartedAt = now,
            EndedAt = now.AddSeconds(plan.Seconds),
            Produced = plan.Produced,
            Defective = plan.Defective,
            Consumed = plan.Produced * _plant.Inputs[machine.Model.Recipe].Sum(input => input.Units),
            Factory = _factory,
            Operator = OperatorAt(now, index),
            SourceSeq = 0,
        };
        ScheduleBatch(now, index, key, plan);
    }

    private void ScheduleBatch(Instant now, int index, ulong key, BatchPlan plan)
    {
        for (int i = 1; i <= plan.Readings; i++)
        {
            Add(now.AddSeconds(_maker.ReadingTime(plan, key, i)), FactoryEventKind.Reading, index, i);
        }

        Add(now.AddSeconds(plan.Seconds), FactoryEventKind.BatchEnd, index, 0);
        if (_plant.Noted.Happens(_streams.Noted.At(key)))
        {
            ScheduleLog(
                now.AddSeconds(1 + _streams.LogTime.Below(key, plan.Seconds - 1)),
                index,
                NotedActions[_streams.LogAction.Below(key, NotedActions.Length)],
                1 + _streams.LogNotes.Below(key, PlantNotes.Operators.Count - 1));
        }
    }

    private void Read(Instant now, Machine machine, int number)
    {
        ulong key = Key(machine.Batch.Id.Machine - MachineNumber(0), machine.Batch.Id.Sequence);
        _rows.ReadingList.Add(_maker.Read(now, machine, key, number) with { SourceSeq = NextSourceSeq() });
        Kpis.Readings++;
    }

    private void Finish(Instant now, int index)
    {
        Machine machine = _machines[index];
        BatchRow batch = machine.Batch with { SourceSeq = NextSourceSeq() };
        _rows.BatchList.Add(batch);
        Kpis.Batches++;
        Kpis.WattHours += machine.WattHours;
        _store.Put(batch.Product, batch.Produced, batch.Defective);
        ulong key = Key(index, batch.Id.Sequence);
        if (_plant.Inspected.Happens(_streams.Inspection.At(key)))
        {
            int after = SoonestCheck + _streams.CheckTime.Below(key, LatestCheck - SoonestCheck + 1);
            long latest = machine.ClosesAt.Seconds + ClosingSeconds - 1;
            Add(
                Instant.FromSeconds(Math.Min(now.Seconds + after, latest)),
                FactoryEventKind.Check,
                index,
                _rows.BatchList.Count - 1);
        }

        machine.SecondsWorked += batch.EndedAt.Seconds - batch.StartedAt.Seconds;
        Rest(now, index, key);
        WakeStarving(now);
    }

    /// <summary>The gap after a batch, or maintenance when it is due.</summary>
    private void Rest(Instant now, int index, ulong key)
    {
        Machine machine = _machines[index];
        MachineModel model = machine.Model;
        int seconds = _maker.Gap(key);
        machine.Mode = MachineMode.Idle;
        if (machine.SecondsWorked >= model.MaintenanceEvery)
        {
            machine.Mode = MachineMode.Maintenance;
            machine.SecondsWorked = 0;
            machine.WornSince = model.MaintenanceRestores ? _day : machine.WornSince;
            Kpis.Maintenances++;
            Log(now, NewLog(index, OperatorAction.Maintenance, 1 + _streams.LogNotes.Below(key, PlantNotes.Operators.Count - 1)));
            seconds += model.ShortestMaintenance
                + _streams.Maintenance.Below(key, model.LongestMaintenance - model.ShortestMaintenance + 1);
        }

        Add(now.AddSeconds(seconds), FactoryEventKind.Ready, index, 0);
    }

    private void WakeStarving(Instant now)
    {
        for (int i = 0; i < _machines.Length; i++)
        {
            if (_machines[i].Mode == MachineMode.Starved)
            {
                TryStart(now, i);
            }
        }
    }

    private void Check(Instant now, in BatchRow batch)
    {
        ulong key = Key(batch.Id.Machine - MachineNumber(0), batch.Id.Sequence);
        bool caught = batch.Defective > 0 && _plant.Caught.Happens(_streams.Caught.At(key));
        _rows.CheckList.Add(new CheckRow
        {
            Day = _day,
            Number = (_factory * CheckNumbers) + ++_checks,
            Batch = batch.Id,
            At = now,
            Inspector = (_factory * _plant.Settings.Inspectors) + (ShiftAt(now) % _plant.Settings.Inspectors),
            Passed = !caught,
            Notes = caught ? 1 + _streams.DefectNotes.Below(key, PlantNotes.Defects.Count - 1) : 0,
            SourceSeq = NextSourceSeq(),
        });
        Kpis.Checks++;
        Kpis.FailedChecks += caught ? 1 : 0;
    }

    private void ScheduleLog(Instant time, int machine, OperatorAction action, int notes)
    {
        _waitingLogs.Add(NewLog(machine, action, notes));
        Add(time, FactoryEventKind.Log, machine, _waitingLogs.Count - 1);
    }

    private OperatorLogRow NewLog(int machine, OperatorAction action, int notes) => new()
    {
        Day = _day,
        Machine = MachineNumber(machine),
        Number = 0,
        Operator = 0,
        At = default,
        Action = action,
        Notes = notes,
        SourceSeq = 0,
    };

    private void Log(Instant now, OperatorLogRow log)
    {
        int machine = log.Machine - MachineNumber(0);
        _rows.LogList.Add(log with
        {
            Number = ++_machines[machine].Logs,
            Operator = OperatorAt(now, machine),
            At = now,
            SourceSeq = NextSourceSeq(),
        });
    }

    private void Add(Instant time, FactoryEventKind kind, int machine, int index) =>
        _queue.Add(time, (byte)kind, new FactoryEvent(kind, machine, index));

    private int ShiftAt(Instant time) => _plant.ShiftAt((int)(time.Seconds - _dayStart.Seconds));

    /// <summary>Operators take the machines in turn, one place further every day.</summary>
    private int OperatorAt(Instant time, int machine)
    {
        int operators = _plant.Settings.Operators;
        return (_factory * operators) + (((ShiftAt(time) * _machines.Length) + machine + _day) % operators);
    }

    /// <summary>Index of a machine of this factory among those of all factories.</summary>
    private int MachineNumber(int machine) => (_factory * _machines.Length) + machine;

    /// <summary>Counter of what is decided about a machine's n-th batch of the day.</summary>
    private ulong Key(int machine, int n) => ((ulong)_day << 20) | ((ulong)machine << 12) | (uint)n;

    private long NextSourceSeq() => _sourceSeq += SourceSeqStep;
}
