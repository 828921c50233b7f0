using Waybill.Events.Rows;
using Waybill.Events.Values;

namespace Waybill.Sim.Factory;

/// <summary>A machine of the factory that is being played: its state, and the batch that it is making.</summary>
internal sealed class Machine(MachineModel model)
{
    public MachineModel Model => model;

    public MachineMode Mode { get; set; }

    /// <summary>Batches begun today.</summary>
    public int Batches { get; set; }

    /// <summary>Log entries written today.</summary>
    public int Logs { get; set; }

    /// <summary>The batch that is being made, or was made last.</summary>
    public BatchRow Batch { get; set; }

    /// <summary>The batch's energy, and what its readings have told of it.</summary>
    public int WattHours { get; set; }

    public int WattHoursTold { get; set; }

    public int Readings { get; set; }

    /// <summary>Efficiency of the batch in parts per million.</summary>
    public int Efficiency { get; set; }

    /// <summary>Work must be done by then.</summary>
    public Instant ClosesAt { get; set; }

    public Instant StarvedSince { get; private set; }

    /// <summary>Seconds of work since it was maintained last. Part of the snapshot.</summary>
    public long SecondsWorked { get; set; }

    /// <summary>Day since which it wears out. Part of the snapshot.</summary>
    public int WornSince { get; set; }

    /// <summary>Forgets the day before.</summary>
    public void BeginDay()
    {
        Mode = MachineMode.Off;
        Batches = 0;
        Logs = 0;
    }

    /// <summary>Material lacks from now on, if it did not before.</summary>
    public void BeginStarving(Instant now)
    {
        if (Mode != MachineMode.Starved)
        {
            Mode = MachineMode.Starved;
            StarvedSince = now;
        }
    }

    /// <summary>Seconds for which material has lacked; whoever asks puts the machine into another mode.</summary>
    public long EndStarving(Instant now) => Mode == MachineMode.Starved ? now.Seconds - StarvedSince.Seconds : 0;
}
