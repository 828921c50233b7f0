namespace Waybill.Sim.Shop;

/// <summary>Who visits.</summary>
/// <param name="Customer">The customer who is logged in; -1 for nobody.</param>
/// <param name="Device">From which device.</param>
/// <param name="IsTracked">Whether the steps are logged.</param>
internal readonly record struct Visitor(int Customer, ulong Device, bool IsTracked)
{
    public const int Nobody = -1;
}
