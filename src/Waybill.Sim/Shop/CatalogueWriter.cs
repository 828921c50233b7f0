using System.Text;
using Waybill.Events.Shop;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Shop;

/// <summary>
/// What is there before anybody buys. The first cell of the world writes what all cells share: tiers, channels, categories,
/// suppliers, carriers, goods, prices and coupons; every cell writes its own warehouses and the stock in its home city.
/// </summary>
internal sealed class CatalogueWriter(ShopContext context, StockRoom stocks, Purchasing purchasing)
{
    /// <summary>Goods are entered in transactions of so many products.</summary>
    private const int Batch = 500;

    private const int FamilyIds = 100;

    private static readonly TextTable Families = new(
        ["Electronics", "Home and Kitchen", "Beauty", "Fashion", "Toys", "Groceries", "Sports and Outdoors", "Books and Stationery"]);

    private static readonly TextTable Praise = new(
    [
        "Made for every day, easy to clean and easy to love.", "Our customers' favourite in its class.",
        "Hàng chính hãng, đổi trả trong 7 ngày.", "Light, sturdy and carefully packed.", "A gift that always fits.",
        "Tested by our team, with a year of warranty.", "Chất lượng tốt, giá hợp lý.", "Made in small batches by a family business.",
    ]);

    private ShopLog Log => context.Log;

    /// <summary>Writes the beginning of a cell's shop.</summary>
    public void Open(Instant now)
    {
        if (context.Cell == 0)
        {
            WriteShared(now);
            WriteGoods(now);
        }

        context.Begin(now, ShopTransactionKind.Catalogue);
        for (int house = 0; house < ShopWorld.Houses; house++)
        {
            WriteWarehouse(house);
        }

        context.Commit();
        FillHome(now);
    }

    private void WriteShared(Instant now)
    {
        Scenario scenario = context.World.Scenario;
        context.Begin(now, ShopTransactionKind.Catalogue);
        for (int i = 0; i < context.Shop.Settings.Tiers.Count; i++)
        {
            TierSettings tier = context.Shop.Settings.Tiers[i];
            Log.Insert(ShopCatalogue.LoyaltyTiers)
                .Number(i + 1).Text(Utf8(tier.Name)).Number(i + 1).Number((long)(tier.MinSpend * 100))
                .Number((long)(tier.PointsPerUnit * 10_000)).Number(tier.DiscountPercent * 10_000L).Flag(tier.FreeShipping);
        }

        for (int i = 0; i < scenario.Channels.Count; i++)
        {
            bool isOwn = context.Shop.IsOwnChannel(i);
            Log.Insert(ShopCatalogue.Channels)
                .Number(i + 1).Text(context.World.Vocabulary.Channels.Raw(i)).Text(isOwn ? "own"u8 : "marketplace"u8)
                .Number(isOwn ? 0 : 45_000 + (i * 5_000L)).Flag(true);
        }

        for (int family = 0; family < ProductFamily.All.Count; family++)
        {
            Log.Insert(ShopCatalogue.Categories).Number((family + 1) * FamilyIds).Null().Text(Families.Raw(family));
            for (int noun = 0; noun < ProductFamily.All[family].Nouns.Length; noun++)
            {
                Log.Insert(ShopCatalogue.Categories)
                    .Number(((family + 1) * FamilyIds) + noun + 1).Number((family + 1) * FamilyIds).Text(Utf8(ProductFamily.All[family].Nouns[noun]));
            }
        }

        for (int i = 0; i < Supplier.All.Count; i++)
        {
            Supplier supplier = Supplier.All[i];
            Log.Insert(ShopCatalogue.Suppliers)
                .Number(i + 1).Text(Utf8(supplier.Name)).Text(Utf8(supplier.Country))
                .Number(supplier.LeadHundredths * 100L).Number(supplier.SigmaHundredths * 100L).Flag(true);
        }

        for (int i = 0; i < scenario.Carriers.Count; i++)
        {
            decimal speed = scenario.Carriers[i].SpeedFactor;
            Log.Insert(ShopCatalogue.Carriers)
                .Number(i + 1).Text(context.World.Vocabulary.Carriers.Raw(i))
                .Text(speed < 0.9m ? "express"u8 : speed > 1.2m ? "economy"u8 : "standard"u8).Flag(true);
        }

        WriteCoupons(now);
        context.Commit();
    }

    private void WriteCoupons(Instant now)
    {
        for (int i = 0; i < Coupon.All.Count; i++)
        {
            Coupon coupon = Coupon.All[i];
            Log.Insert(ShopCatalogue.Promotions)
                .Number(i + 1).Text(Utf8(coupon.Code)).Text(Utf8(coupon.Name)).Text(Utf8(coupon.Kind)).Number(coupon.ValueCents)
                .Null().Null().Null().Number(coupon.MinSpendCents)
                .Time(now).Time(Instant.FromDateTime(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        }
    }

    private void WriteGoods(Instant now)
    {
        for (int first = 0; first < context.World.Products.Count; first += Batch)
        {
            context.Begin(now, ShopTransactionKind.Catalogue);
            for (int product = first; product < Math.Min(first + Batch, context.World.Products.Count); product++)
            {
                for (int variant = 0; variant < context.Shop.Variants(product); variant++)
                {
                    WriteProduct(product, variant, now);
                }
            }

            context.Commit();
        }
    }

    private void WriteProduct(int product, int variant, Instant now)
    {
        ref readonly Product goods = ref context.World.Products[product];
        int sku = (product * ShopWorld.IdsPerProduct) + variant;
        ReadOnlySpan<byte> title = context.World.Products.Names.Raw(product);
        context.Texts.Begin().Add(title);
        if (context.Shop.Variants(product) > 1)
        {
            context.Texts.Add(" / "u8).Add(Utf8(ShopTexts.Variants[variant]));
        }

        ReadOnlySpan<byte> name = context.Texts.End();
        ReadOnlySpan<byte> noun = context.Shop.Texts.Noun(product);
        string[] nouns = ProductFamily.All[goods.Family].Nouns;
        int place = Array.FindIndex(nouns, word => word.Equals(Encoding.UTF8.GetString(context.Shop.Texts.Noun(product)), StringComparison.OrdinalIgnoreCase));
        Log.Insert(ShopCatalogue.Products)
            .Number(ShopWorld.ProductId(sku))
            .Text(context.Texts.Begin().Add("WB-"u8).AddPadded(product + 1, 6).Add("-"u8).Add(variant + 1L).End())
            .Text(name)
            .Text(context.Texts.Begin().Add(title).Add(": a "u8).Add(noun).Add(" of "u8).Add(goods.Grams).Add(" g. "u8)
                .Add(Praise.Raw(product % Praise.Count)).End())
            .Number(((goods.Family + 1) * FamilyIds) + place + 1).Number(context.Shop.SupplierOf(product) + 1)
            .Number(goods.Grams).Flag(true).Time(now).Null();
        for (int channel = 0; channel < context.World.Scenario.Channels.Count; channel++)
        {
            Log.Insert(ShopCatalogue.ProductPrices)
                .Number(context.NextId(ShopCounter.Price)).Number(ShopWorld.ProductId(sku)).Number(channel + 1)
                .Number(context.World.Channels.PriceCents(channel, goods.PriceCents)).Time(now).Null();
        }
    }

    private void WriteWarehouse(int house)
    {
        int city = ShopWorld.CityOf(context.Cell, house);
        if (city < 0)
        {
            return;
        }

        Log.Insert(ShopCatalogue.Warehouses)
            .Number(context.WarehouseId(house))
            .Text(context.Texts.Begin().Add("WH-"u8).AddPadded(context.Cell, 4).Add("-"u8).Add(house + 1L).End())
            .Text(context.Texts.Begin().Add(context.World.Vocabulary.Cities.Raw(city)).Add(house == 0 ? " warehouse of market "u8 : " hub of market "u8)
                .Add(context.Cell).End())
            .Text(context.World.Vocabulary.Cities.Raw(city))
            .Text(context.World.Vocabulary.Regions.Raw(context.World.Geography[city, city].Region)).Text("VN"u8).Flag(true);
    }

    /// <summary>Between the reorder point and what an order brings on top of it, half of it from an older receipt.</summary>
    private void FillHome(Instant now)
    {
        for (int first = 0; first < context.World.Products.Count; first += Batch)
        {
            context.Begin(now, ShopTransactionKind.Stock);
            for (int product = first; product < Math.Min(first + Batch, context.World.Products.Count); product++)
            {
                for (int variant = 0; variant < context.Shop.Variants(product); variant++)
                {
                    Fill((product * ShopWorld.IdsPerProduct) + variant);
                }
            }

            stocks.Settle();
            context.Commit();
        }
    }

    private void Fill(int sku)
    {
        int stock = stocks.List(0, sku);
        StockPolicy policy = stocks[stock].Policy;
        ulong bits = context.Streams.Stock.At((uint)sku);
        int units = policy.ReorderPoint + 1 + (int)((bits & 0xFFFF) * (ulong)policy.ReorderQuantity >> 16);
        int older = (bits >> 16 & 1) == 0 ? 0 : units / 2;
        int product = sku / ShopWorld.IdsPerProduct;
        if (older > 0)
        {
            stocks.Receive(stock, older, purchasing.DrawCost(product, bits >> 20 & 0xFFFF), null);
        }

        stocks.Receive(stock, units - older, purchasing.DrawCost(product, bits >> 40), null);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
