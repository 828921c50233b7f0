namespace Waybill.Events.Shop;

/// <summary>What a transaction of the shop is about.</summary>
public enum ShopTransactionKind : byte
{
    /// <summary>Goods, prices, warehouses, tiers, promotions: what is there before anybody buys, and its changes.</summary>
    Catalogue,

    /// <summary>Stock that is listed, ordered from suppliers, received or counted.</summary>
    Stock,

    /// <summary>A visit: what was looked at, and the cart that was filled.</summary>
    Visit,

    /// <summary>A new account with its address, or a change of one.</summary>
    Account,

    /// <summary>An order with items, payment attempts and reserved stock.</summary>
    Purchase,

    /// <summary>Stock reserved for an order that waited for it.</summary>
    Reservation,

    /// <summary>Payment captured, order handed to the warehouse.</summary>
    Approval,

    Packing,

    /// <summary>Picked and handed over to the carrier.</summary>
    HandOver,

    /// <summary>Scans on the way.</summary>
    Scan,

    Delivery,

    Cancellation,

    /// <summary>A return that was asked for, received, refunded or rejected.</summary>
    Return,

    /// <summary>A refund that reached the customer.</summary>
    Refund,

    Review,

    /// <summary>Points and tiers outside of orders.</summary>
    Loyalty,

    /// <summary>What the shop does by itself: carts given up.</summary>
    Upkeep,
}
