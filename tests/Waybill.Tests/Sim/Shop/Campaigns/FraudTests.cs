using Waybill.Events.Shop;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Truth;
using Xunit;

namespace Waybill.Tests.Sim.Shop.Campaigns;

/// <summary>What fraudsters leave behind in a shop's tables, beside what honest customers do.</summary>
public sealed class FraudTests
{
    private readonly BusyFortnight _shop = BusyFortnight.Shared;

    [Fact]
    public void Labels_name_orders_and_their_accounts()
    {
        Assert.NotEmpty(_shop.Labels);
        foreach ((string id, FraudLabel label) in _shop.Labels)
        {
            ShopRow order = _shop.Tables.Row(ShopCatalogue.Orders, id);
            Assert.Equal(label.CustomerId, order.Number("customer_id"));
            Assert.InRange(label.StartedAt.Microseconds, order.Number("ordered_at") - (480L * 60 * 1_000_000), order.Number("ordered_at"));
        }
    }

    [Fact]
    public void Card_testers_are_declined_nine_times_in_ten_and_others_once_in_twenty()
    {
        List<ShopRow> testers = _shop.AttackOrders(FraudPattern.CardTesting);

        Assert.True(testers.Count > 300);
        Assert.InRange(DeclinedShare(testers), 0.9, 0.995);
        Assert.InRange(DeclinedShare(_shop.HonestOrders), 0.03, 0.07);
        foreach (IGrouping<int, ShopRow> market in testers.GroupBy(BusyFortnight.Market))
        {
            Assert.InRange(market.SelectMany(order => _shop.Attempts[order.Key]).Select(attempt => attempt.Text("card_bin")).Distinct().Count(), 1, 3);
        }
    }

    [Fact, Long]
    public void A_hijacked_account_orders_dear_things_to_an_address_that_was_added_just_before()
    {
        List<ShopRow> orders = _shop.AttackOrders(FraudPattern.AccountTakeover);

        Assert.True(orders.Count > 30);
        Assert.All(orders, order =>
        {
            ShopRow address = _shop.Tables.Row(ShopCatalogue.CustomerAddresses, order.Number("address_id"));
            Assert.InRange(order.Number("ordered_at") - address.Number("created_at"), -1_000_000, 5L * 3_600 * 1_000_000);
            Assert.Equal(order.Number("customer_id"), address.Number("customer_id"));
        });
        Assert.True(Median(orders) > 4 * Median(_shop.HonestOrders));
    }

    [Fact]
    public void Promotion_abusers_share_devices_and_streets_and_take_the_welcome_coupon()
    {
        List<ShopRow> orders = _shop.AttackOrders(FraudPattern.PromoAbuse);
        long[] accounts = [.. orders.GroupBy(order => _shop.Tables.Row(ShopCatalogue.CustomerAddresses, order.Number("address_id")).Text("line1"))
            .Select(street => street.Select(order => order.Number("customer_id")).Distinct().LongCount()).OrderDescending()];

        Assert.All(accounts.Take(8), count => Assert.InRange(count, 8, 60));
        Assert.True(orders.CountBy(order => order.Text("device_id")).Max(device => device.Value) >= 12);
        Assert.InRange(orders.Average(order => order["promotion_id"] is 1L ? 1.0 : 0), 0.5, 1);
    }

    [Fact]
    public void Spenders_order_again_and_again_within_the_hour_and_are_approved()
    {
        List<ShopRow> orders = _shop.AttackOrders(FraudPattern.Velocity);

        Assert.InRange(orders.Count / (double)orders.Select(order => order.Number("customer_id")).Distinct().Count(), 5, 14);
        Assert.InRange(orders.Average(order => order.Text("status") == "Cancelled" ? 1.0 : 0), 0.03, 0.3);
        Assert.InRange(DeclinedShare(orders), 0.02, 0.3);
        Assert.True(Median(orders) > 4 * Median(_shop.HonestOrders));
    }

    [Fact]
    public void Some_honest_customers_do_what_fraudsters_do()
    {
        ShopRow[] honest = [.. _shop.HonestOrders];

        Assert.Contains(honest.CountBy(order => (order.Number("customer_id"), BusyFortnight.WorldDay(order))), day => day.Value >= 4);
        Assert.Contains(
            honest.GroupBy(order => order.Text("device_id")), device => device.Select(order => order.Number("customer_id")).Distinct().Count() >= 4);
        Assert.Contains(honest, order => _shop.Attempts[order.Key].Count(attempt => attempt.Text("status") == "declined") >= 2);
        Assert.Contains(
            honest.GroupBy(order => order.Number("customer_id")), customer => customer.Select(order => order.Number("address_id")).Distinct().Count() > 1);
    }

    private double DeclinedShare(IEnumerable<ShopRow> orders) => orders.SelectMany(order => _shop.Attempts[order.Key])
        .Average(attempt => attempt.Text("status") == "declined" ? 1.0 : 0);

    private static double Median(IEnumerable<ShopRow> orders)
    {
        long[] totals = [.. orders.Select(order => order.Number("subtotal")).Order()];
        return totals[totals.Length / 2];
    }
}
