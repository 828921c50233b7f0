namespace Waybill.Events.Feeds;

/// <summary>The life of an order. The values are the order in which a normal life passes through them.</summary>
public enum OrderStatus : byte
{
    Pending,
    Processing,
    Shipped,
    Delivered,

    /// <summary>From Pending or Processing.</summary>
    Cancelled,

    /// <summary>From Delivered.</summary>
    Returned,
}
