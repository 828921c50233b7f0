namespace Waybill.Sim.Shop;

/// <summary>Stock of a variant in a warehouse: always the sum of its layers.</summary>
internal struct StockRow
{
    public int House;
    public int Sku;
    public StockPolicy Policy;

    /// <summary>Index of its oldest layer; -1 when nothing is left.</summary>
    public int FirstLayer;

    public int OnHand;
    public int Reserved;
    public long ValueCents;

    /// <summary>Units under way from the supplier.</summary>
    public int OnOrder;

    /// <summary>Of these, units promised to orders that wait.</summary>
    public int Promised;

    public readonly int Available => OnHand - Reserved;

    /// <summary>What will be there for new orders.</summary>
    public readonly int Position => Available + OnOrder - Promised;
}
