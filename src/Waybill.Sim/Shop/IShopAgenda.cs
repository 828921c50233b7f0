namespace Waybill.Sim.Shop;

/// <summary>Keeps what a shop has to do later.</summary>
internal interface IShopAgenda
{
    /// <param name="second">Seconds since 1970; not before the present second and less than 256 days ahead.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="argument">With whom or what.</param>
    void Add(long second, ShopEventKind kind, ulong argument);
}
