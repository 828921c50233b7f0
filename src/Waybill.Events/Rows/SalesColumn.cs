namespace Waybill.Events.Rows;

/// <summary>The columns of the sales feed by their position in <see cref="Feeds.FeedCatalogue.Sales"/>.</summary>
public enum SalesColumn
{
    OrderId,
    CustomerName,
    Product,
    Quantity,
    UnitPrice,
    Origin,
    Destination,
    WeightKg,
    ShippingCost,
    Status,
    SaleTimestamp,
    Channel,
    Carrier,
    Region,
    PromisedAt,
    SourceSeq,
}
