using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Shop.Campaigns;

/// <summary>What the calendar's campaigns and sales mean for an order's promotion.</summary>
internal static class Campaign
{
    /// <summary>Whether an order uses the promotion of the entry that brought it.</summary>
    /// <param name="source">Where the order comes from.</param>
    /// <param name="subtotalCents">Price of its goods.</param>
    /// <param name="randomBits">Decide who uses a coupon.</param>
    public static bool Brings(DemandSource? source, long subtotalCents, ulong randomBits) => source?.Entry switch
    {
        FlashSale => true,
        PromotionBlast blast => subtotalCents >= (long)(blast.MinSpend * 100)
            && Probability.FromPartsPerMillion((long)(blast.CouponShare * 1_000_000)).Happens(randomBits),
        _ => false,
    };

    /// <summary>Off the order in ten-thousandths. The prices of a flash sale are lower already.</summary>
    public static long DiscountOf(CalendarEntry? entry) => entry is PromotionBlast blast ? (long)(blast.Discount * 10_000) : 0;
}
