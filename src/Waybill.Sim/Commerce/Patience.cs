using System.Runtime.CompilerServices;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Commerce;

/// <summary>
/// How long to wait for the next order of a Poisson process whose rate changes by steps: an exponential waiting time that is
/// used up the faster the more orders come.
/// </summary>
internal struct Patience(ulong randomBits)
{
    /// <summary>The gap of a time without orders: longer than any wait, short enough to be multiplied with one.</summary>
    public const ulong NoOrders = ulong.MaxValue >> 8;

    /// <summary>Fixed point, 2^32 is one mean gap.</summary>
    private ulong _left = Exponential.Sample(randomBits);

    /// <summary>Whether the order comes before a step's end; when not, the time until then is used up.</summary>
    /// <param name="microseconds">From now to the end of the step.</param>
    /// <param name="gap">Mean microseconds between orders until then.</param>
    /// <param name="wait">Microseconds until the order.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool EndsWithin(ulong microseconds, ulong gap, out ulong wait)
    {
        ulong upper = Math.BigMul(_left, gap, out ulong lower);
        wait = (upper << 32) | (lower >> 32);
        if (wait < microseconds)
        {
            return true;
        }

        _left -= Math.Min(_left, (ulong)(((UInt128)microseconds << 32) / gap));
        return false;
    }
}
