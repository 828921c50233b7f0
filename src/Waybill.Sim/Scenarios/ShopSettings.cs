using System.Globalization;

namespace Waybill.Sim.Scenarios;

/// <summary>The knobs of the shop behind the markets. Shares are from 0 to 1.</summary>
public sealed record ShopSettings
{
    /// <summary>Share of fraudulent orders of every day in a scenario file that has a shop and says nothing else.</summary>
    public const decimal UsualFraud = 0.01m;

    /// <summary>Share of visitors whose steps are logged; the same visitor always is or never is.</summary>
    public decimal TrackedShare { get; init; } = 0.1m;

    /// <summary>Share of visits that end with an order.</summary>
    public decimal Conversion { get; init; } = 0.025m;

    /// <summary>Share of carts that never become an order.</summary>
    public decimal CartAbandonment { get; init; } = 0.702m;

    /// <summary>Share of visits by customers who are logged in, among those without an order.</summary>
    public decimal LoggedInShare { get; init; } = 0.5m;

    /// <summary>Hours after which an open cart counts as given up.</summary>
    public int CartHours { get; init; } = 24;

    /// <summary>Share of attempts to pay that the bank declines.</summary>
    public decimal DeclinedShare { get; init; } = 0.05m;

    /// <summary>Share of orders that use a coupon.</summary>
    public decimal CouponShare { get; init; } = 0.12m;

    /// <summary>Part of the shipping cost that the customer pays, unless shipping is free.</summary>
    public decimal ShippingFeeShare { get; init; } = 0.6m;

    /// <summary>Price of goods from which shipping is free.</summary>
    public decimal FreeShippingFrom { get; init; } = 60m;

    /// <summary>z of the safety stock z·sqrt(L·σd² + d²·σL²): 1.65 covers 95 % of replenishment cycles.</summary>
    public decimal ServiceLevel { get; init; } = 1.65m;

    /// <summary>Days of demand that are ordered at once.</summary>
    public int CoverDays { get; init; } = 14;

    /// <summary>What suppliers need beside what they usually need; 2 doubles every lead time.</summary>
    public decimal LeadTimeFactor { get; init; } = 1m;

    /// <summary>Of the orders for goods that are out of stock but on their way: share of customers who do not wait.</summary>
    public decimal LostWhenShort { get; init; } = 0.5m;

    /// <summary>Share of returned lines that cannot be sold again.</summary>
    public decimal DamagedReturns { get; init; } = 0.15m;

    /// <summary>Share of delivered orders that are reviewed.</summary>
    public decimal ReviewShare { get; init; } = 0.35m;

    /// <summary>Mean rating of what came on time, and of what came late.</summary>
    public decimal OnTimeRating { get; init; } = 4.28m;

    public decimal LateRating { get; init; } = 2.50m;

    /// <summary>The loyalty programme from its lowest tier on, which begins at 0; at most eight tiers.</summary>
    public IReadOnlyList<TierSettings> Tiers { get; init; } =
    [
        new("Bronze", MinSpend: 0, PointsPerUnit: 1, DiscountPercent: 0, FreeShipping: false),
        new("Silver", MinSpend: 200, PointsPerUnit: 1.25m, DiscountPercent: 2, FreeShipping: false),
        new("Gold", MinSpend: 800, PointsPerUnit: 1.5m, DiscountPercent: 4, FreeShipping: true),
        new("Platinum", MinSpend: 2_500, PointsPerUnit: 2, DiscountPercent: 6, FreeShipping: true),
    ];

    /// <summary>All knobs as one line of text, the same for equal settings.</summary>
    internal string Describe()
    {
        string tiers = string.Join(';', Tiers.Select(tier => tier.Describe()));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"tracked={TrackedShare:G29} conversion={Conversion:G29} abandoned={CartAbandonment:G29} known={LoggedInShare:G29} ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"cart={CartHours} declined={DeclinedShare:G29} coupons={CouponShare:G29} fee={ShippingFeeShare:G29}/{FreeShippingFrom:G29} ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"z={ServiceLevel:G29} cover={CoverDays} lead={LeadTimeFactor:G29} lost={LostWhenShort:G29} damaged={DamagedReturns:G29} ")
            + string.Create(
                CultureInfo.InvariantCulture, $"reviews={ReviewShare:G29}/{OnTimeRating:G29}/{LateRating:G29} tiers={tiers}");
    }
}
