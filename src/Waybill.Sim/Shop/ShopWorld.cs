using Waybill.Sim.Commerce;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Shop;

/// <summary>
/// Everything about the shops of a world that never changes: which variants products are sold in, who supplies them, how much
/// of them is asked for, and the knobs as thresholds. Cells and threads share it.
/// </summary>
internal sealed class ShopWorld
{
    /// <summary>The product ids of a product are its own four: product × 4 + variant + 1.</summary>
    public const int IdsPerProduct = 4;

    /// <summary>Warehouses of a cell: its home city's and one in each hub.</summary>
    public const int Houses = 1 + 3;

    /// <summary>Share of orders that leave from a hub, as the order book has it.</summary>
    private const double HubShare = 0.08;

    /// <summary>How the demand for a product spreads over its one to four variants, in per cent.</summary>
    private static readonly int[][] VariantShares = [[100], [60, 40], [45, 33, 22], [40, 28, 20, 12]];

    private static readonly AliasTable VariantCounts = new([40, 30, 20, 10]);
    private readonly AliasTable[] _variants = [.. VariantShares.Select(shares => new AliasTable([.. shares.Select(share => (long)share)]))];
    private readonly bool[] _ownChannels;
    private readonly byte[] _variantCounts;
    private readonly byte[] _suppliers;
    private readonly int[] _costPerMille;
    private readonly QuantileTable[] _leadTimes;
    private readonly double _meanItems;
    private readonly double _meanSquareItems;

    public ShopWorld(World world, ShopSettings settings)
    {
        World = world;
        Settings = settings;
        _ownChannels = [.. world.Scenario.Channels.Select(channel => channel.Name == OwnChannel)];
        int count = world.Products.Count;
        _variantCounts = new byte[count];
        _suppliers = new byte[count];
        _costPerMille = new int[count];
        RandomStream variants = world.Streams.Get("shop.variants");
        RandomStream suppliers = world.Streams.Get("shop.suppliers");
        RandomStream costs = world.Streams.Get("shop.costs");
        for (int i = 0; i < count; i++)
        {
            _variantCounts[i] = (byte)(VariantCounts.Sample(variants.At((ulong)i)) + 1);
            _suppliers[i] = (byte)suppliers.Below((ulong)i, Supplier.All.Count);
            _costPerMille[i] = 480 + costs.Below((ulong)i, 220);
        }

        _leadTimes = [.. Supplier.All.Select(supplier => LeadTimeOf(supplier, (double)settings.LeadTimeFactor))];
        (_meanItems, _meanSquareItems) = ItemMoments(world.Scenario);
        Tracked = ChanceOf(settings.TrackedShare);
        LoggedIn = ChanceOf(settings.LoggedInShare);
        Declined = ChanceOf(settings.DeclinedShare);
        UsesCoupon = ChanceOf(settings.CouponShare);
        IsLost = ChanceOf(settings.LostWhenShort);
        IsDamaged = ChanceOf(settings.DamagedReturns);
        IsReviewed = ChanceOf(settings.ReviewShare);
        AbandonedCarts = PerOrder(1 / (1 - Math.Min((double)settings.CartAbandonment, 0.95)) - 1);
        double looking = Math.Max((1 / (double)settings.Conversion) - (1 / (1 - Math.Min((double)settings.CartAbandonment, 0.95))), 0);
        TrackedLooks = PerOrder(looking * (double)settings.TrackedShare);
        Texts = new ShopTexts(world);
        CustomerTexts = new CustomerTexts(world.Vocabulary.Customers);
        Ratings = new RatingTable(settings);
    }

    /// <summary>The shop's own site among the channels; the others are marketplaces.</summary>
    public const string OwnChannel = "Website";

    public World World { get; }

    public ShopSettings Settings { get; }

    public ShopTexts Texts { get; }

    public CustomerTexts CustomerTexts { get; }

    public RatingTable Ratings { get; }

    public Probability Tracked { get; }

    public Probability LoggedIn { get; }

    public Probability Declined { get; }

    public Probability UsesCoupon { get; }

    public Probability IsLost { get; }

    public Probability IsDamaged { get; }

    public Probability IsReviewed { get; }

    /// <summary>Visits for every order that leave a cart behind, in parts per million.</summary>
    public long AbandonedCarts { get; }

    /// <summary>Visits for every order that only look, of visitors whose steps are logged, in parts per million.</summary>
    public long TrackedLooks { get; }

    public bool IsOwnChannel(int channel) => _ownChannels[channel];

    public int Variants(int product) => _variantCounts[product];

    public int SupplierOf(int product) => _suppliers[product];

    /// <summary>Share of a product's demand that is for one of its variants.</summary>
    public double VariantShare(int product, int variant) => VariantShares[_variantCounts[product] - 1][variant] / 100.0;

    /// <summary>Draws a variant of a product.</summary>
    public int DrawVariant(int product, ulong randomBits) => _variants[_variantCounts[product] - 1].Sample(randomBits);

    public static long ProductId(int sku) => sku + 1;

    /// <summary>What one costs the shop on average.</summary>
    public long CostCents(int product) => Math.Max(World.Products[product].PriceCents * _costPerMille[product] / 1_000, 1);

    /// <summary>Seconds that a supplier needs this time.</summary>
    public long LeadTime(int supplier, ulong randomBits) => _leadTimes[supplier].Sample(randomBits);

    /// <summary>The city of a cell's warehouse; -1 when the cell has no such warehouse because its home city is that hub.</summary>
    public static int CityOf(int cell, int house)
    {
        int home = Geography.HomeCity(cell);
        return house == 0 ? home : house - 1 == home ? -1 : house - 1;
    }

    /// <summary>The warehouse of a cell from which orders of this origin leave.</summary>
    public static int HouseOf(int cell, int origin) => origin == Geography.HomeCity(cell) ? 0 : origin + 1;

    /// <summary>Safety stock z·sqrt(L·σd² + d²·σL²), reorder point d·L + safety stock, and what is ordered at once.</summary>
    public StockPolicy PolicyOf(int cell, int house, int sku)
    {
        int product = sku / IdsPerProduct;
        double share = (double)World.Products.Weight(product) / World.Products.TotalWeight
            * VariantShares[_variantCounts[product] - 1][sku % IdsPerProduct] / 100;
        double orders = (double)(World.Scenario.OrdersPerCellDay * Demand.SizeOf(cell)) * share * HouseShare(cell, house);
        double demand = orders * _meanItems;
        double variance = orders * _meanSquareItems;
        Supplier supplier = Supplier.All[_suppliers[product]];
        double lead = supplier.LeadHundredths / 100.0 * (double)Settings.LeadTimeFactor;
        double leadSigma = supplier.SigmaHundredths / 100.0 * (double)Settings.LeadTimeFactor;
        double safety = (double)Settings.ServiceLevel * Math.Sqrt((lead * variance) + (demand * demand * leadSigma * leadSigma));
        int safetyStock = (int)Math.Ceiling(safety);
        return new StockPolicy(
            safetyStock, (int)Math.Ceiling(demand * lead) + safetyStock, Math.Max((int)Math.Ceiling(demand * Settings.CoverDays), 4));
    }

    /// <summary>Share of a cell's orders that leaves from one of its warehouses.</summary>
    public static double HouseShare(int cell, int house)
    {
        bool homeIsHub = Geography.HomeCity(cell) < Houses - 1;
        double hub = HubShare / (Houses - 1);
        return house != 0 ? hub : 1 - HubShare + (homeIsHub ? hub : 0);
    }

    private static QuantileTable LeadTimeOf(Supplier supplier, double factor)
    {
        double mean = supplier.LeadHundredths / 100.0 * factor;
        double ratio = (double)supplier.SigmaHundredths / supplier.LeadHundredths;
        double variance = DeterministicMath.Log(1 + (ratio * ratio));
        double mu = DeterministicMath.Log(mean * 86_400) - (variance / 2);
        return QuantileTable.Lognormal(mu, Math.Sqrt(variance), 3_600, 200 * 86_400);
    }

    private static (double Mean, double MeanSquare) ItemMoments(Scenario scenario)
    {
        double total = (double)scenario.ItemShares.Sum();
        double mean = 0;
        double square = 0;
        for (int i = 0; i < scenario.ItemShares.Count; i++)
        {
            int most = i == scenario.ItemShares.Count - 1 ? scenario.MostItems : i + 1;
            for (int items = i + 1; items <= most; items++)
            {
                double part = (double)scenario.ItemShares[i] / total / (most - i);
                mean += part * items;
                square += part * items * items;
            }
        }

        return (mean, square);
    }

    private static Probability ChanceOf(decimal share) => Probability.FromPartsPerMillion((long)(share * 1_000_000));

    private static long PerOrder(double mean) => (long)(mean * 1_000_000);
}
