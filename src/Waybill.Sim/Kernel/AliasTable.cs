using System.Runtime.CompilerServices;

namespace Waybill.Sim.Kernel;

/// <summary>
/// Draws an index by weight with one look-up (Walker's alias method, 1977), in whole numbers.
/// </summary>
public sealed class AliasTable
{
    private readonly Slot[] _slots;

    /// <param name="weights">Zero or more each, with a positive sum; sum × count must stay below 2^63.</param>
    public AliasTable(ReadOnlySpan<long> weights)
    {
        long total = 0;
        foreach (long weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight);
            total = checked(total + weight);
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total);
        _slots = Build(weights, total);
    }

    public int Count => _slots.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Sample(ulong randomBits)
    {
        int index = (int)Math.BigMul(randomBits, (ulong)_slots.Length, out ulong rest);
        Slot slot = _slots[index];
        return (uint)(rest >> 32) < slot.Threshold ? index : slot.Alias;
    }

    private static Slot[] Build(ReadOnlySpan<long> weights, long total)
    {
        int count = weights.Length;
        var slots = new Slot[count];
        var left = new long[count];
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (int i = 0; i < count; i++)
        {
            left[i] = checked(weights[i] * count);
            (left[i] < total ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            int less = small.Pop();
            int more = large.Pop();
            slots[less] = new Slot((uint)(((UInt128)left[less] << 32) / (ulong)total), more);
            left[more] -= total - left[less];
            (left[more] < total ? small : large).Push(more);
        }

        foreach (int full in small.Concat(large))
        {
            slots[full] = new Slot(uint.MaxValue, full);
        }

        return slots;
    }

    private readonly record struct Slot(uint Threshold, int Alias);
}
