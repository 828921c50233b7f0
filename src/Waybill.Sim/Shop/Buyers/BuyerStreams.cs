using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop.Buyers;

/// <summary>The random streams of one cell's buyers, one for each thing about them.</summary>
internal readonly struct BuyerStreams(RandomStreams streams, int cell)
{
    public readonly RandomStream DeviceChoice = streams.Get("buyer.device_choice", cell);
    public readonly RandomStream Device = streams.Get("buyer.device", cell);
    public readonly RandomStream CardChoice = streams.Get("buyer.card_choice", cell);
    public readonly RandomStream Card = streams.Get("buyer.card", cell);
    public readonly RandomStream Attempts = streams.Get("buyer.attempts", cell);
    public readonly RandomStream Street = streams.Get("buyer.street", cell);
}
