using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Tests.Events.Rows;

/// <summary>Rows and a vocabulary for tests.</summary>
internal static class SampleRows
{
    public static FeedVocabulary Vocabulary { get; } = new()
    {
        Customers = new TextTable(["Nguyễn Văn An", "Anna Smith"]),
        Products = new TextTable(["Desk Lamp", "Lamp, 12\" wide"]),
        Cities = new TextTable(["Hanoi", "Ho Chi Minh City"]),
        Regions = new TextTable(["Red River Delta", "Southeast"]),
        Channels = new TextTable(["Shopee", "Tiki"]),
        Carriers = new TextTable(["Swift Line", "Mekong Post"]),
    };

    public static SalesRow Sale { get; } = new()
    {
        Id = new OrderId(20_456, 7, 123),
        Customer = 0,
        Product = 0,
        Quantity = 2,
        UnitPrice = new Money(1_990),
        Origin = 0,
        Destination = 1,
        Weight = new Weight(450),
        ShippingCost = new Money(305),
        SoldAt = Instant.FromDay(20_456).AddSeconds(3_661),
        Channel = 0,
        Carrier = 1,
        Region = 1,
        PromisedAt = Instant.FromDay(20_460).AddSeconds(79_200),
        SourceSeq = 42,
    };

    public static StatusRow Change { get; } =
        new(new OrderId(20_456, 7, 123), OrderStatus.Shipped, Instant.FromDay(20_457).AddSeconds(61), 44);
}
