namespace Waybill.Sim.Shop;

/// <summary>
/// Something that a shop has on its agenda, packed into the 64 bits that the calendar keeps, beside the markets' changes of
/// status, of which none has this status:
/// <code>
/// bits  0–14  second within its drop window
/// bits 15–17  6
/// bits 18–21  kind
/// bits 22–63  argument
/// </code>
/// </summary>
internal readonly record struct ShopEvent(ulong Bits)
{
    public const int ArgumentBits = 42;
    private const ulong Status = 6;

    public ShopEvent(int secondInWindow, ShopEventKind kind, ulong argument)
        : this((ulong)(uint)secondInWindow | (Status << 15) | ((ulong)kind << 18) | (argument << 22))
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(argument, 1UL << ArgumentBits);
    }

    public ShopEventKind Kind => (ShopEventKind)((Bits >> 18) & 15);

    public ulong Argument => Bits >> 22;

    public static bool Is(ulong bits) => ((bits >> 15) & 7) == Status;
}
