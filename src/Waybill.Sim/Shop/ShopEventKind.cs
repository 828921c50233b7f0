namespace Waybill.Sim.Shop;

/// <summary>What a shop has on its agenda. At most 16 kinds.</summary>
internal enum ShopEventKind
{
    /// <summary>A visit without an order is over. Argument: the order beside which it was planned, and its number.</summary>
    VisitEnds,

    /// <summary>An order is packed. Argument: the order.</summary>
    Pack,

    /// <summary>A parcel is scanned on its way. Argument: the order.</summary>
    Scan,

    /// <summary>A supplier delivers. Argument: number of the purchase order.</summary>
    Receive,

    /// <summary>Old carts are given up. No argument.</summary>
    SweepCarts,

    /// <summary>A customer asks to return an order. Argument: the order.</summary>
    AskReturn,

    /// <summary>A return is paid back. Argument: the order.</summary>
    RefundReturn,

    /// <summary>A return is refused. Argument: the order.</summary>
    RejectReturn,

    /// <summary>What a cancelled order's customer had paid is back. Argument: the order.</summary>
    SettleRefund,

    /// <summary>A review is written. Argument: the order.</summary>
    Review,
}
