using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop;

/// <summary>The random streams of one cell's shop, one for each thing that is decided.</summary>
internal readonly struct ShopStreams(RandomStreams streams, int cell)
{
    public readonly RandomStream Variant = streams.Get("shop.variant", cell);
    public readonly RandomStream Session = streams.Get("shop.session", cell);
    public readonly RandomStream Device = streams.Get("shop.device", cell);
    public readonly RandomStream Customer = streams.Get("shop.customer", cell);
    public readonly RandomStream Address = streams.Get("shop.address", cell);
    public readonly RandomStream Method = streams.Get("shop.method", cell);
    public readonly RandomStream Decline = streams.Get("shop.decline", cell);
    public readonly RandomStream Coupon = streams.Get("shop.coupon", cell);
    public readonly RandomStream Redeem = streams.Get("shop.redeem", cell);
    public readonly RandomStream Patience = streams.Get("shop.patience", cell);
    public readonly RandomStream Visit = streams.Get("shop.visit", cell);
    public readonly RandomStream Step = streams.Get("shop.step", cell);
    public readonly RandomStream Supply = streams.Get("shop.supply", cell);
    public readonly RandomStream Stock = streams.Get("shop.stock", cell);
    public readonly RandomStream Scan = streams.Get("shop.scan", cell);
    public readonly RandomStream Return = streams.Get("shop.return", cell);
    public readonly RandomStream Review = streams.Get("shop.review", cell);
}
