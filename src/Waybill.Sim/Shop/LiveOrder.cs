namespace Waybill.Sim.Shop;

/// <summary>
/// What must be remembered of an order until nothing more happens to it; everything else follows from its day and number.
/// </summary>
internal sealed class LiveOrder
{
    /// <summary>The promotion of the calendar entry that brought the order.</summary>
    public const int CampaignCoupon = 15;

    /// <summary>When it was placed, seconds since 1970.</summary>
    public long SoldAt { get; set; }

    /// <summary>The customer's tier when it was placed.</summary>
    public int Tier { get; set; }

    /// <summary>Index in <see cref="Coupon.All"/> + 1, or <see cref="CampaignCoupon"/>; 0 for none.</summary>
    public int Coupon { get; set; }

    /// <summary>Points that the customer redeemed.</summary>
    public int Redeemed { get; set; }

    /// <summary>Points that were earned when it was delivered.</summary>
    public long Earned { get; set; }

    /// <summary>Which of the customer's addresses it goes to.</summary>
    public int Address { get; set; }

    /// <summary>Seconds by which it leaves later because goods had to come first.</summary>
    public long Delay { get; set; }

    /// <summary>Units that are reserved or picked.</summary>
    public List<Allocation> Allocations { get; } = [];

    public void Clear()
    {
        (SoldAt, Tier, Coupon, Redeemed, Earned, Address, Delay) = (0, 0, 0, 0, 0, 0, 0);
        Allocations.Clear();
    }
}
