using Waybill.Sim.Commerce;

namespace Waybill.Sim.Shop;

/// <summary>
/// What is remembered of an order whose review is still to be written, packed into an event's argument:
/// <code>
/// bits  0–19  the order's number on its day
/// bits 20–30  minute of that day at which it was placed
/// bit  31     it came late
/// bits 32–41  days since it was placed
/// </code>
/// </summary>
internal readonly record struct ReviewNote(ulong Bits)
{
    public ReviewNote(in Placement order, bool isLate, int dayOfReview)
        : this((uint)order.Sequence
            | ((ulong)(uint)order.Minute << 20)
            | (isLate ? 1UL << 31 : 0)
            | ((ulong)(uint)(dayOfReview - order.Day) << 32))
    {
    }

    public bool IsLate => (Bits & (1UL << 31)) != 0;

    public Placement OrderOn(int dayOfReview) =>
        new(dayOfReview - (int)(Bits >> 32), (int)(Bits & 0xF_FFFF), (int)((Bits >> 20) & 0x7FF));
}
