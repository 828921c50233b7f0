namespace Waybill.Sim.Shop;

/// <summary>An order within its cell: days since the world began in the upper bits, its number on that day in the lower 20.</summary>
internal readonly record struct OrderKey(long Bits)
{
    /// <summary>Numbers of one day that ids keep apart: more than a cell can have orders.</summary>
    private const long NumbersPerDay = 900_000;

    private const int ExtraAt = 36;

    public OrderKey(int daysSinceStart, int sequence)
        : this(((long)daysSinceStart << 20) | (uint)sequence)
    {
    }

    public int DaysSinceStart => (int)(Bits >> 20);

    public int Sequence => (int)(Bits & 0xF_FFFF);

    /// <summary>Different for every order of the cell in a hundred years, and below 3.3 × 10^10.</summary>
    public long Number => (DaysSinceStart * NumbersPerDay) + Sequence;

    /// <summary>Reads an agenda's argument: the order and six bits of something else.</summary>
    public static OrderKey FromArgument(ulong argument, out int extra)
    {
        extra = (int)(argument >> ExtraAt);
        return new OrderKey((long)(argument & ((1UL << ExtraAt) - 1)));
    }

    /// <param name="extra">0 to 63.</param>
    public ulong ToArgument(int extra = 0) => (ulong)Bits | ((ulong)(uint)extra << ExtraAt);
}
