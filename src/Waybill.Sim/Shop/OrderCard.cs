using Waybill.Events.Rows;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;
using Waybill.Sim.Shop.Buyers;
using Waybill.Sim.Shop.Campaigns;

namespace Waybill.Sim.Shop;

/// <summary>
/// Everything about one order as the shop sees it: decided once when it is placed, and worked out again from its day, number and
/// the little that is remembered whenever something happens to it.
/// </summary>
internal sealed class OrderCard(ShopContext context, OrderBook book)
{
    public const int MostLines = 3;

    private const int MostAttempts = 3;

    /// <summary>What redeeming so many points is worth in cents: a point is worth one.</summary>
    public const int PointsPerStep = 50;

    private static readonly AliasTable LineCounts = new([55, 30, 15]);

    /// <summary>Shares of card, wallet, bank transfer and cash on delivery at marketplaces and at the own shop.</summary>
    private static readonly AliasTable[] Methods = [new([30, 38, 7, 25]), new([48, 22, 12, 18])];

    private readonly OrderLine[] _lines = new OrderLine[MostLines];

    public OrderKey Key { get; private set; }

    public OrderId Id { get; private set; }

    public Placement Placement { get; private set; }

    public OrderFacts Facts { get; private set; }

    /// <summary>Who sits in front of it.</summary>
    public IBuyer Buyer { get; private set; } = context.Buyers.Honest;

    public LiveOrder Live { get; private set; } = new();

    public OrderLife Life { get; private set; }

    public Money ShippingCost { get; private set; }

    public Instant SoldAt { get; private set; }

    public Instant PromisedAt { get; private set; }

    public int House { get; private set; }

    public int LineCount { get; private set; }

    public long SubtotalCents { get; private set; }

    public long DiscountCents { get; private set; }

    public long FeeCents { get; private set; }

    public long TotalCents => SubtotalCents - DiscountCents + FeeCents;

    public PayMethod Method { get; private set; }

    public ulong Device { get; private set; }

    public ulong Session { get; private set; }

    public ref OrderLine this[int line] => ref _lines[line];

    /// <summary>A pending order that is cancelled because no attempt to pay succeeded.</summary>
    public bool PaymentFails => Life.CancelledAt > 0 && Life.ApprovedAt == 0 && Method is PayMethod.Card or PayMethod.Wallet
        && (Facts.Source is FraudDemand || (Session & 0xFF00) < 0x9900);

    /// <summary>The promotion that the order used, as its id.</summary>
    public long? PromotionId => Live.Coupon == 0 ? null
        : HasCampaign ? context.CampaignId(Placement.Day, Facts.Source?.Number ?? 0)
        : Live.Coupon;

    private bool HasCampaign => Live.Coupon == LiveOrder.CampaignCoupon;

    private Coupon? StandingCoupon => Live.Coupon > 0 && !HasCampaign ? Coupon.All[Live.Coupon - 1] : null;

    public bool IsLate => Life.DeliveredAt > PromisedAt.Seconds;

    /// <summary>Decides what does not depend on the customer's standing: lines and warehouse.</summary>
    public void Draft(OrderKey key, in Placement placement, in OrderFacts facts)
    {
        Placement = placement;
        Buyer = context.Buyers.Of(in facts);
        Key = key;
        Id = context.OrderIdOf(key);
        Facts = facts;
        House = ShopWorld.HouseOf(context.Cell, facts.Origin);
        SplitLines();
        SubtotalCents = facts.UnitPrice.Cents * facts.Quantity;
        ulong draw = ShopContext.Draw(key);
        Device = Buyer.Device(in placement, in facts);
        Session = context.Streams.Session.At(draw);
        Method = Buyer.InsistsOnCard(in facts)
            ? PayMethod.Card
            : (PayMethod)Methods[context.Shop.IsOwnChannel(facts.Channel) ? 1 : 0].Sample(context.Streams.Method.At(draw));
    }

    /// <summary>Works out what the sale costs, with what is known of the customer.</summary>
    public void Price(LiveOrder live, in SalesRow row, in OrderLife life)
    {
        Live = live;
        Life = life;
        SoldAt = row.SoldAt;
        PromisedAt = row.PromisedAt;
        ShippingCost = row.ShippingCost;
        SpreadDiscount();
        FeeCents = Fee();
    }

    /// <summary>Works an order out again.</summary>
    public void Recall(OrderKey key, LiveOrder live)
    {
        int day = context.StartDay + key.DaysSinceStart;
        SoldAt = Instant.FromSeconds(live.SoldAt);
        var placement = new Placement(day, key.Sequence, SoldAt.SecondOfDay / 60);
        OrderFacts facts = book.Facts(in placement);
        Draft(key, in placement, in facts);
        Live = live;
        ref readonly Lane lane = ref context.World.Geography[facts.Origin, facts.Destination];
        PromisedAt = context.World.Promises.For(facts.Channel, lane.Level, SoldAt);
        ShippingCost = OrderBook.ShippingCost(in lane, facts.Weight);
        Life = book.Life(in placement, in facts, lane.Level, live.SoldAt).Delayed(live.Delay);
        SpreadDiscount();
        FeeCents = Fee();
    }

    /// <summary>Attempts to pay that the bank declines.</summary>
    public int Declines()
    {
        if (Buyer.Declines(Placement, Facts, PaymentFails) is { } decided)
        {
            return decided;
        }

        int declines = PaymentFails ? MostAttempts : 0;
        while (declines < MostAttempts && context.Shop.Declined.Happens(DeclineBits(declines)))
        {
            declines++;
        }

        return declines;
    }

    /// <summary>Random bits about a declined attempt.</summary>
    public ulong DeclineBits(int attempt) => context.Streams.Decline.At((ShopContext.Draw(Key) << 3) | (uint)attempt);

    /// <summary>The card of an attempt to pay, counted from 0.</summary>
    public PaymentCard CardOf(int attempt) => Buyer.Card(Placement, Facts, attempt);

    private void SplitLines()
    {
        ulong bits = context.Streams.Variant.At(ShopContext.Draw(Key));
        int variants = context.Shop.Variants(Facts.Product);
        int first = context.Shop.DrawVariant(Facts.Product, bits);
        LineCount = Facts.Quantity == 1
            ? 1
            : Math.Min(Math.Min(LineCounts.Sample(bits * 0x9E37_79B9_7F4A_7C15) + 1, variants), Facts.Quantity);
        for (int line = 0; line < LineCount; line++)
        {
            _lines[line] = new OrderLine
            {
                Sku = (Facts.Product * ShopWorld.IdsPerProduct) + ((first + line) % variants),
                Quantity = line == 0 ? Facts.Quantity - LineCount + 1 : 1,
            };
        }
    }

    /// <summary>Tier or coupon, whichever is there, and points on top; line by line, never more than a line costs.</summary>
    private void SpreadDiscount()
    {
        Coupon? coupon = StandingCoupon;
        long perTenThousand = coupon switch
        {
            { Kind: "percent" } => coupon.ValueCents,
            null when HasCampaign => Campaign.DiscountOf(Facts.Source?.Entry),
            null => context.Shop.Settings.Tiers[Live.Tier].DiscountPercent * 100L,
            _ => 0,
        };
        long amount = Live.Redeemed + (coupon is { Kind: "amount" } ? coupon.ValueCents : 0);
        DiscountCents = 0;
        for (int line = 0; line < LineCount; line++)
        {
            long price = Facts.UnitPrice.Cents * _lines[line].Quantity;
            long discount = price * perTenThousand / 10_000;
            long part = Math.Min(amount, price - discount);
            amount -= part;
            _lines[line].DiscountCents = discount + part;
            DiscountCents += discount + part;
        }
    }

    private long Fee()
    {
        bool isFree = context.Shop.Settings.Tiers[Live.Tier].FreeShipping
            || StandingCoupon is { Kind: "free_shipping" }
            || SubtotalCents >= (long)(context.Shop.Settings.FreeShippingFrom * 100);
        return isFree ? 0 : (long)(ShippingCost.Cents * context.Shop.Settings.ShippingFeeShare);
    }
}
