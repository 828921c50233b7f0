using System.Globalization;
using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Truth;

namespace Waybill.Tests.Sim.Shop.Campaigns;

/// <summary>Two markets with everything that a calendar can have, and fraud on every day; played once for all who look at it.</summary>
internal sealed class BusyFortnight
{
    /// <summary>Days of the world.</summary>
    internal const int SaleDay = 3;
    internal const int CampaignDay = 4;

    private const int FirstAttackDay = 6;
    private const int Days = 10;

    private static readonly Lazy<BusyFortnight> Played = new(() => new BusyFortnight());

    private BusyFortnight()
    {
        Scenario = new Scenario
        {
            OrdersPerCellDay = 180,
            CustomersPerCell = 2_000,
            Products = 200,
            LeadTimeScale = 0.05m,
            ReturnDaysMedian = 2,
            Plant = null,
            BackgroundFraud = 0.01m,
            Shop = new ShopSettings { TrackedShare = 0.01m, Conversion = 0.2m },
            Calendar =
            [
                new FlashSale { Days = On(SaleDay), Name = "Noon Rush", Multiplier = 40 },
                new PromotionBlast { Days = On(CampaignDay, CampaignDay + 1), Channels = ["Shopee"], Segment = CustomerSegment.Frequent, Uplift = 4 },
                .. Enum.GetValues<FraudPattern>().Select(pattern => FraudAttack.Of(pattern) with { Days = On(AttackDay(pattern)) }),
            ],
        };
        Shops = PlayedShops.Play(Scenario, Days, new CellRange(0, 1));
        Tables = ShopStreamTests.Replay(Shops);
        Labels = Shops.FraudLabels.ToDictionary(label => label.Id.ToString());
        Orders = [.. Tables[ShopCatalogue.Orders].Values];
        Attempts = Tables[ShopCatalogue.Payments].Values.Where(payment => payment.Text("kind") == "charge").ToLookup(payment => payment.Text("order_id"));
    }

    internal static BusyFortnight Shared => Played.Value;

    internal Scenario Scenario { get; }

    internal PlayedShops Shops { get; }

    internal ShopTables Tables { get; }

    /// <summary>By order.</summary>
    internal Dictionary<string, FraudLabel> Labels { get; }

    internal List<ShopRow> Orders { get; }

    /// <summary>Attempts to pay by order.</summary>
    internal ILookup<string, ShopRow> Attempts { get; }

    internal static int AttackDay(FraudPattern pattern) => (int)pattern + FirstAttackDay;

    /// <summary>Orders of a pattern on the day of its attack.</summary>
    internal List<ShopRow> AttackOrders(FraudPattern pattern) => [.. Orders.Where(order =>
        WorldDay(order) == AttackDay(pattern) && Labels.TryGetValue(order.Key, out FraudLabel label) && label.Pattern == pattern
        && Minute(order) >= FraudAttack.Of(pattern).StartMinute && Minute(order) < FraudAttack.Of(pattern).StartMinute + FraudAttack.Of(pattern).Minutes)];

    internal IEnumerable<ShopRow> HonestOrders => Orders.Where(order => !Labels.ContainsKey(order.Key));

    internal static int WorldDay(ShopRow order) => new Instant(order.Number("ordered_at")).Day - PlayedShops.StartDay;

    internal static int Minute(ShopRow order) => new Instant(order.Number("ordered_at")).SecondOfDay / 60;

    internal static int Market(ShopRow order) => int.Parse(order.Key[7..11], CultureInfo.InvariantCulture);

    private static DaySelection On(int first, int? last = null) => new() { Ranges = [new DayRange(first, last ?? first)] };
}
