using Waybill.Events.Ledger;
using Waybill.Events.Rows;

namespace Waybill.Sim.Faults;

/// <summary>A sensor that is wrong for a while.</summary>
internal struct SensorRun
{
    public FaultKind Kind { get; set; }

    /// <summary>Readings that it still lasts.</summary>
    public int Left { get; set; }

    public SensorColumn Column { get; set; }

    /// <summary>The value at which it is stuck, or by how much it is off now, in the column's own small units.</summary>
    public int Value { get; set; }

    /// <summary>By how much it is off more with every reading.</summary>
    public int Step { get; set; }
}
