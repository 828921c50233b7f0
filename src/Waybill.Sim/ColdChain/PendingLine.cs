namespace Waybill.Sim.ColdChain;

/// <summary>A line that arrives later.</summary>
/// <param name="ReceivedMilli">When, in milliseconds since 1970.</param>
/// <param name="Offset">Where it stands in the buffer.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Trip">Number of the truck's trip, 0 for none.</param>
/// <param name="Seconds">The time that it tells; 0 when nobody can read it.</param>
/// <param name="Milli">The temperature that it tells.</param>
internal readonly record struct PendingLine(long ReceivedMilli, int Offset, int Length, int Trip, long Seconds, int Milli);
