using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Shop;

/// <summary>The knobs of the shop show in what it does.</summary>
public sealed class ShopRateTests
{
    private const int Days = 8;

    private static readonly Lazy<PlayedShops> Played = new(() => PlayedShops.Play(
        new Scenario { OrdersPerCellDay = 500, CustomersPerCell = 5_000, Products = 300, Plant = null, Shop = new ShopSettings() }, Days, new CellRange(0, 0)));

    private static readonly Lazy<ShopTables> Tables = new(() => ShopStreamTests.Replay(Played.Value));

    [Fact]
    public void Seven_of_ten_carts_are_abandoned()
    {
        // A day has to pass before a cart counts as abandoned: those of the last two days are not all decided.
        long decided = Instant.FromDay(PlayedShops.StartDay + Days - 2).Microseconds;
        List<ShopRow> carts = [.. Tables.Value[ShopCatalogue.Cart].Values.Where(cart => cart.Number("created_at") < decided)];

        Assert.All(carts, cart => Assert.NotEqual("active", cart.Text("status")));
        Near(0.702, carts.Count(cart => cart.Text("status") == "abandoned"), carts.Count, 0.02);
    }

    [Fact]
    public void One_of_forty_tracked_visits_ends_with_an_order()
    {
        var sessions = Tables.Value[ShopCatalogue.CustomerActivityLog].Values.Select(row => row.Text("session_id")).ToHashSet();
        var ordering = Tables.Value[ShopCatalogue.Orders].Values.Select(row => row.Text("session_id")).ToHashSet();

        Near(0.025, sessions.Count(ordering.Contains), sessions.Count, 0.006);
    }

    [Fact]
    public void Activity_is_ten_to_fifteen_rows_an_order() => Assert.InRange(
        (double)Tables.Value[ShopCatalogue.CustomerActivityLog].Count / Tables.Value[ShopCatalogue.Orders].Count, 9, 15);

    [Fact]
    public void Visits_are_a_funnel()
    {
        ILookup<string, string> events = Tables.Value[ShopCatalogue.CustomerActivityLog].Values.ToLookup(
            row => row.Text("session_id"), row => row.Text("event"));
        int viewed = events.Count(session => session.Contains("view"));
        int added = events.Count(session => session.Contains("add_to_cart"));
        int checkedOut = events.Count(session => session.Contains("checkout"));

        Assert.True(viewed > added && added > checkedOut && checkedOut > 0);
        Assert.All(events, session => Assert.True(!session.Contains("checkout") || session.Contains("add_to_cart")));
        Assert.All(events, session => Assert.True(!session.Contains("remove") || session.Contains("add_to_cart")));
    }

    [Fact, Long]
    public void The_same_visitor_always_is_tracked_or_never()
    {
        var tracked = Tables.Value[ShopCatalogue.CustomerActivityLog].Values.Select(row => row.Text("session_id")).ToHashSet();
        var known = Tables.Value[ShopCatalogue.Orders].Values
            .GroupBy(order => order.Number("customer_id"))
            .Select(orders => orders.Select(order => tracked.Contains(order.Text("session_id"))).Distinct().Count());

        Assert.All(known, kinds => Assert.Equal(1, kinds));
    }

    [Fact]
    public void One_of_twenty_attempts_to_pay_is_declined()
    {
        List<ShopRow> charges = [.. Tables.Value[ShopCatalogue.Payments].Values.Where(row => row.Text("kind") == "charge" && row.Text("method") != "cash_on_delivery")];

        Near(0.055, charges.Count(row => row.Text("status") == "declined"), charges.Count, 0.012);
    }

    [Fact]
    public void Late_parcels_cost_stars()
    {
        ILookup<bool, long> ratings = Tables.Value[ShopCatalogue.Reviews].Values.ToLookup(IsLate, review => review.Number("rating"));

        Assert.Equal(4.28, ratings[false].Average(), 0.1);
        Assert.Equal(2.50, ratings[true].Average(), 0.35);
    }

    [Fact]
    public void Stock_outs_are_rare_on_normal_days()
    {
        Assert.InRange(Played.Value.Kpis.LostSales, 0, Played.Value.Kpis.Orders / 50);
        Assert.InRange(Played.Value.Kpis.DelayedOrders, 0, Played.Value.Kpis.Orders / 50);
    }

    [Fact]
    public void Reviews_are_text_about_the_thing()
    {
        ShopRow[] reviews = [.. Tables.Value[ShopCatalogue.Reviews].Values.Where(row => row["body"] is not null)];

        Assert.All(reviews, review => Assert.InRange(review.Text("body").Length, 12, 300));
        Assert.True(reviews.Select(review => review.Text("body")).Distinct().Count() > reviews.Length / 3);
    }

    [Fact]
    public void Untracked_worlds_log_no_activity()
    {
        PlayedShops silent = PlayedShops.Play(
            PlayedShops.Small with { Shop = new ShopSettings { TrackedShare = 0 } }, 2, new CellRange(0, 0));

        Assert.Empty(ShopStreamTests.Replay(silent)[ShopCatalogue.CustomerActivityLog]);
    }

    private static bool IsLate(ShopRow review)
    {
        ShopRow item = Tables.Value.Row(ShopCatalogue.OrderItems, review.Number("order_item_id"));
        ShopRow shipment = Tables.Value.Row(ShopCatalogue.Shipments, review.Number("review_id"));
        ShopRow order = Tables.Value.Row(ShopCatalogue.Orders, item.Text("order_id"));
        return shipment.Number("delivered_at") > order.Number("promised_at");
    }

    private static void Near(double expected, int part, int whole, double tolerance) =>
        Assert.InRange((double)part / whole, expected - tolerance, expected + tolerance);
}
