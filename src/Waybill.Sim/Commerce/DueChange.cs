using Waybill.Events.Feeds;

namespace Waybill.Sim.Commerce;

/// <summary>
/// A status change that is due, packed into the 64 bits that the calendar keeps:
/// <code>
/// bits  0–14  second within its drop window
/// bits 15–17  status
/// bit  18     delivered on time; cancelled while still pending
/// bits 19–26  days since the order was placed
/// bits 27–43  second of the day at which it was placed
/// bits 44–63  the order's number on that day
/// </code>
/// </summary>
internal readonly record struct DueChange(ulong Bits)
{
    public DueChange(int secondInWindow, OrderStatus status, bool flag, int age, int placedSecond, int sequence)
        : this((ulong)(uint)secondInWindow
            | ((ulong)status << 15)
            | (flag ? 1UL << 18 : 0)
            | ((ulong)(uint)age << 19)
            | ((ulong)(uint)placedSecond << 27)
            | ((ulong)(uint)sequence << 44))
    {
    }

    public int SecondInWindow => (int)(Bits & 0x7FFF);

    public OrderStatus Status => (OrderStatus)((Bits >> 15) & 7);

    /// <summary>Of a delivery: it is on time. Of a cancellation: the order was still pending.</summary>
    public bool Flag => (Bits & (1UL << 18)) != 0;

    public int Age => (int)((Bits >> 19) & 0xFF);

    public int PlacedSecond => (int)((Bits >> 27) & 0x1FFFF);

    public int Sequence => (int)(Bits >> 44);
}
