using System.Runtime.CompilerServices;
using Waybill.Events.Values;

namespace Waybill.Sim.Kernel;

/// <summary>An event with its place in the total order.</summary>
/// <param name="Time">When it happens.</param>
/// <param name="Order">Priority in the upper 8 bits, sequence below.</param>
/// <param name="Payload">What it carries.</param>
public readonly record struct QueuedEvent<T>(Instant Time, ulong Order, T Payload)
    where T : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsBefore(in QueuedEvent<T> other) =>
        Time.Microseconds != other.Time.Microseconds
            ? Time.Microseconds < other.Time.Microseconds
            : Order < other.Order;
}
