using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>Draws the details of faults of one kind, one after the other.</summary>
internal struct FaultDice(RandomStream stream)
{
    private ulong _counter;

    /// <summary>Starts the series of one slot of time.</summary>
    public void Open(int slot) => _counter = (ulong)slot << 24;

    public ulong Bits() => stream.At(_counter++);

    /// <summary>0 to below the limit.</summary>
    public int Below(int limit) => stream.Below(_counter++, limit);

    /// <summary>A number between two bounds, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);
}
