namespace Waybill.Sim.Commerce;

/// <summary>
/// What an order is known by within its cell. With the minute of its placing one also knows which sources of demand there
/// were at that moment, so nothing has to be remembered to know from which of them it came.
/// </summary>
/// <param name="Day">Day on which it was placed, counted from 1970-01-01.</param>
/// <param name="Sequence">Its number on that day.</param>
/// <param name="Minute">Minute of that day at which it was placed.</param>
internal readonly record struct Placement(int Day, int Sequence, int Minute)
{
    /// <summary>Its place in the streams of random numbers about orders.</summary>
    public ulong Counter => ((ulong)Day << 20) | (uint)Sequence;
}
