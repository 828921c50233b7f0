namespace Waybill.Sim.Shop;

/// <summary>A layer that the open transaction changes: as it was and as it is.</summary>
internal record struct TouchedLayer
{
    public int Stock;
    public long Number;
    public long ReceivedAt;
    public long CostCents;
    public bool IsNew;
    public int LeftBefore;
    public int ReservedBefore;
    public int Left;
    public int Reserved;
}
