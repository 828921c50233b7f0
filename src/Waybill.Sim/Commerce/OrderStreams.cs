using Waybill.Sim.Kernel;

namespace Waybill.Sim.Commerce;

/// <summary>The random streams of one cell's orders, one for each thing that is decided about an order.</summary>
internal readonly struct OrderStreams(RandomStreams streams, int cell)
{
    public readonly RandomStream Arrival = streams.Get("order.arrival", cell);
    public readonly RandomStream Customer = streams.Get("order.customer", cell);
    public readonly RandomStream CustomerName = streams.Get("customer.name", cell);
    public readonly RandomStream CustomerCity = streams.Get("customer.city", cell);
    public readonly RandomStream Product = streams.Get("order.product", cell);
    public readonly RandomStream Quantity = streams.Get("order.quantity", cell);
    public readonly RandomStream Channel = streams.Get("order.channel", cell);
    public readonly RandomStream Carrier = streams.Get("order.carrier", cell);
    public readonly RandomStream Origin = streams.Get("order.origin", cell);
    public readonly RandomStream Approval = streams.Get("order.approval", cell);
    public readonly RandomStream Handling = streams.Get("order.handling", cell);
    public readonly RandomStream Transit = streams.Get("order.transit", cell);
    public readonly RandomStream Cancellation = streams.Get("order.cancellation", cell);
    public readonly RandomStream Return = streams.Get("order.return", cell);
    public readonly RandomStream ReturnTime = streams.Get("order.return_time", cell);

    /// <summary>From which source of demand an order comes.</summary>
    public readonly RandomStream Source = streams.Get("order.source", cell);

    /// <summary>Who of several fraudsters places it, which account and address they use, and what becomes of it.</summary>
    public readonly RandomStream Actor = streams.Get("fraud.actor", cell);
    public readonly RandomStream Account = streams.Get("fraud.account", cell);
    public readonly RandomStream DropAddress = streams.Get("fraud.drop_address", cell);
    public readonly RandomStream Fate = streams.Get("fraud.fate", cell);

    /// <summary>The fraud of every day: which orders it could be, and when fraudsters are at work.</summary>
    public readonly RandomStream Background = streams.Get("fraud.background", cell);
    public readonly RandomStream BackgroundSlot = streams.Get("fraud.background_slot", cell);
}
