namespace Waybill.Sim.Shop;

/// <summary>Who replenishes the warehouses.</summary>
/// <param name="Name">Name of the company.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="LeadHundredths">Mean lead time in hundredths of a day.</param>
/// <param name="SigmaHundredths">Its standard deviation.</param>
internal sealed record Supplier(string Name, string Country, int LeadHundredths, int SigmaHundredths)
{
    public static IReadOnlyList<Supplier> All { get; } =
    [
        new("Red River Trading", "VN", 220, 60),
        new("Saigon Wholesale", "VN", 180, 50),
        new("Lotus Home Goods", "VN", 250, 70),
        new("Highland Foods", "VN", 200, 80),
        new("Dong Nai Textiles", "VN", 300, 90),
        new("Mekong Craft", "VN", 280, 100),
        new("Bac Ninh Electronics", "VN", 240, 60),
        new("Hai Phong Import", "VN", 350, 120),
        new("Shenzhen Bright Parts", "CN", 620, 180),
        new("Guangzhou Everyday", "CN", 580, 160),
        new("Yiwu Small Goods", "CN", 700, 220),
        new("Seoul Beauty Lab", "KR", 540, 150),
        new("Osaka Stationery", "JP", 660, 140),
        new("Bangkok Living", "TH", 420, 130),
        new("Penang Sports", "MY", 480, 140),
        new("Jakarta Kids", "ID", 560, 190),
    ];
}
