using Waybill.Cli.Configuration;
using Waybill.Sim.Scenarios;

namespace Waybill.Cli.Simulate;

/// <summary>Section <c>shop:</c> of a scenario. An empty map (<c>shop: {}</c>) is a shop with all defaults.</summary>
internal static class ShopSection
{
    /// <summary>The shop's knobs, or null when the scenario has no such section.</summary>
    public static ShopSettings? Read(YamlMap scenario)
    {
        if (scenario.Map("shop") is not { } map)
        {
            return null;
        }

        map.AllowOnly(
            "tracked_share",
            "conversion",
            "cart_abandonment",
            "logged_in_share",
            "cart_hours",
            "declined_share",
            "coupon_share",
            "shipping_fee_share",
            "free_shipping_from",
            "service_level_z",
            "cover_days",
            "lead_time_factor",
            "lost_when_short",
            "damaged_returns",
            "review_share",
            "on_time_rating",
            "late_rating",
            "tiers");
        var defaults = new ShopSettings();
        return defaults with
        {
            TrackedShare = map.Number("tracked_share", 0, 1) ?? defaults.TrackedShare,
            Conversion = map.Number("conversion", 0.005m, 1) ?? defaults.Conversion,
            CartAbandonment = map.Number("cart_abandonment", 0, 0.95m) ?? defaults.CartAbandonment,
            LoggedInShare = map.Number("logged_in_share", 0, 1) ?? defaults.LoggedInShare,
            CartHours = map.Whole("cart_hours", 1, 240) ?? defaults.CartHours,
            DeclinedShare = map.Number("declined_share", 0, 0.9m) ?? defaults.DeclinedShare,
            CouponShare = map.Number("coupon_share", 0, 1) ?? defaults.CouponShare,
            ShippingFeeShare = map.Number("shipping_fee_share", 0, 2) ?? defaults.ShippingFeeShare,
            FreeShippingFrom = map.Number("free_shipping_from", 0, 1_000_000) ?? defaults.FreeShippingFrom,
            ServiceLevel = map.Number("service_level_z", 0, 6) ?? defaults.ServiceLevel,
            CoverDays = map.Whole("cover_days", 1, 365) ?? defaults.CoverDays,
            LeadTimeFactor = map.Number("lead_time_factor", 0.1m, 10) ?? defaults.LeadTimeFactor,
            LostWhenShort = map.Number("lost_when_short", 0, 1) ?? defaults.LostWhenShort,
            DamagedReturns = map.Number("damaged_returns", 0, 1) ?? defaults.DamagedReturns,
            ReviewShare = map.Number("review_share", 0, 1) ?? defaults.ReviewShare,
            OnTimeRating = map.Number("on_time_rating", 1.1m, 4.9m) ?? defaults.OnTimeRating,
            LateRating = map.Number("late_rating", 1.1m, 4.9m) ?? defaults.LateRating,
            Tiers = map.Has("tiers") ? ReadTiers(map) : defaults.Tiers,
        };
    }

    private static List<TierSettings> ReadTiers(YamlMap map)
    {
        List<TierSettings> tiers = [.. map.Maps("tiers").Select(ReadTier)];
        bool rises = tiers.Count is > 0 and <= 8 && tiers[0].MinSpend == 0
            && tiers.Zip(tiers.Skip(1)).All(pair => pair.First.MinSpend < pair.Second.MinSpend)
            && tiers.Select(tier => tier.Name).Distinct().Count() == tiers.Count;
        return rises
            ? tiers
            : throw map.Error("tiers", "they do not rise from 0", "Give one to eight tiers with names of their own, the first with min_spend 0, each of the others with more than the one before.");
    }

    private static TierSettings ReadTier(YamlMap map)
    {
        map.AllowOnly("name", "min_spend", "points_per_unit", "discount_percent", "free_shipping");
        return new TierSettings(
            map.RequiredText("name"),
            map.Number("min_spend", 0, 1_000_000_000) ?? 0,
            map.Number("points_per_unit", 0, 10_000) ?? 1,
            map.Whole("discount_percent", 0, 100) ?? 0,
            map.Flag("free_shipping") ?? false);
    }
}
