using System.Globalization;
using Xunit;

namespace Waybill.Tests.Pipeline.Shop;

public sealed class FraudFlagTests : IDisposable
{
    private const double Hour = 1 / 24.0;
    private readonly TestPipeline _pipeline = new();
    private readonly ShopChanges _changes = new();
    private int _payments;

    [Fact, Long]
    public void Many_cards_refused_on_a_device_within_an_hour_are_card_testing()
    {
        Account(1, registered: 1);
        Account(2, registered: 1);
        Order("A", customer: 1, day: 1.01, device: "bot", refused: ["1", "2"]);
        Order("B", customer: 2, day: 1.02, device: "bot", refused: ["3", "4"]);
        Order("C", customer: 2, day: 1.02 + (2 * Hour), device: "other");

        Assert.Equal("A card_testing 2026-01-02 00:28:48, B card_testing 2026-01-02 00:28:48, C card_testing 2026-01-02 02:28:48", Flags());
    }

    [Fact]
    public void Cards_refused_hours_apart_are_bad_luck()
    {
        Account(1, registered: 0);
        Order("A", customer: 1, day: 1, device: "d1", refused: ["1", "2"]);
        Order("B", customer: 1, day: 1 + (3 * Hour), device: "d1", refused: ["1", "2"]);

        Assert.Equal("", Flags());
    }

    [Fact, Long]
    public void A_customer_who_fumbles_with_one_card_tests_nothing()
    {
        Account(1, registered: 1);
        Order("A", customer: 1, day: 1.01, device: "d1", refused: ["1", "1", "1", "1", "1"]);

        Assert.Equal("", Flags());
    }

    [Fact]
    public void New_accounts_that_share_a_device_or_an_address_abuse_promotions()
    {
        _changes.Insert("promotions", ("promotion_id", 1), ("code", "WELCOME"));
        for (var customer = 1; customer <= 3; customer++)
        {
            Account(customer, registered: 1, street: "Own street " + customer);
            Order("D" + customer, customer, day: 1.1 + (customer * Hour), device: "shared", coupon: 1);
            Account(10 + customer, registered: 1, street: customer % 2 == 0 ? "5 Drop St." : "5  drop st");
            Order("E" + customer, 10 + customer, day: 1.1 + (customer * Hour), device: "own" + customer, coupon: 1);
        }

        Assert.Equal("D1 promo_abuse 2026-01-02 05:24:00, D2 promo_abuse 2026-01-02 05:24:00, D3 promo_abuse 2026-01-02 05:24:00, "
            + "E1 promo_abuse 2026-01-02 05:24:00, E2 promo_abuse 2026-01-02 05:24:00, E3 promo_abuse 2026-01-02 05:24:00", Flags());
    }

    [Fact]
    public void New_accounts_in_one_house_that_pay_the_full_price_abuse_nothing()
    {
        for (var customer = 1; customer <= 4; customer++)
        {
            Account(customer, registered: 1, street: "House");
            Order("A" + customer, customer, day: 1.1 + (customer * Hour), device: "d" + customer);
        }

        Assert.Equal("", Flags());
    }

    [Fact, Long]
    public void A_family_that_has_long_shared_a_device_abuses_nothing()
    {
        for (var customer = 1; customer <= 4; customer++)
        {
            Account(customer, registered: 0);
            Order("A" + customer, customer, day: 3 + (customer * Hour), device: "tablet");
        }

        Assert.Equal("", Flags());
    }

    [Fact]
    public void A_new_account_in_a_hurry_with_dear_goods_is_velocity()
    {
        Account(1, registered: 1);
        Account(2, registered: 1);
        for (var i = 0; i < 3; i++)
        {
            Order("A" + i, customer: 1, day: 1.1 + (i * Hour / 3), device: "d1", amount: 900);
            Order("B" + i, customer: 2, day: 1.1 + (i * Hour / 3), device: "d2", amount: 5);
        }

        Assert.Equal("A0 velocity 2026-01-02 03:04:00, A1 velocity 2026-01-02 03:04:00, A2 velocity 2026-01-02 03:04:00", Flags());
    }

    [Fact]
    public void A_dear_order_with_a_new_device_to_an_address_that_was_just_added_is_a_takeover()
    {
        Assert.Equal("B account_takeover 2026-01-06 00:14:24", FlagsOfSecondOrder("thief", amount: 1500, address: 99));
    }

    [Theory]
    [InlineData("thief", 1500, 1)] // to the usual address
    [InlineData("own", 1500, 99)] // with the usual device
    [InlineData("thief", 15, 99)] // for small money
    public void A_new_device_alone_or_a_small_gift_elsewhere_is_no_takeover(string device, int amount, int address)
    {
        Assert.Equal("", FlagsOfSecondOrder(device, amount, address));
    }

    [Fact, Long]
    public void Who_buys_often_is_no_fraudster_in_a_sale_neither_on_the_first_day_nor_with_another_phone()
    {
        Account(1, registered: 1);
        Account(2, registered: 0);
        Order("old", customer: 2, day: 0.5, device: "phone");
        for (var i = 0; i < 12; i++)
        {
            Order("A" + i, customer: 1, day: 1.1 + (i * Hour / 8), device: "phone1", amount: 45);
            Order("B" + i, customer: 2, day: 1.1 + (i * Hour / 8), device: i == 5 ? "tablet" : "phone", amount: 90);
        }

        Assert.Equal("", Flags());
    }

    [Fact, Long]
    public void An_old_account_that_goes_on_a_spree_with_a_new_device_is_taken_over()
    {
        Account(1, registered: 0);
        Order("A", customer: 1, day: 1, device: "own");
        for (var i = 0; i < 3; i++)
        {
            Order("B" + i, customer: 1, day: 5 + (i * Hour / 2), device: "thief", amount: 500);
            Order("C" + i, customer: 2, day: 5 + (i * Hour / 2), device: "own2", amount: 500);
        }

        Account(2, registered: 0);
        Order("C", customer: 2, day: 1, device: "own2");

        Assert.Equal("B0 account_takeover 2026-01-06 01:00:00, B1 account_takeover 2026-01-06 01:00:00, B2 account_takeover 2026-01-06 01:00:00", Flags());
    }

    public void Dispose() => _pipeline.Dispose();

    private void Account(int customer, double registered, string? street = null) => _changes
        .Insert("customers", ("customer_id", customer), ("registered_at", ShopChanges.Day(registered)))
        .Insert("customer_addresses", ("address_id", customer), ("customer_id", customer), ("line1", street ?? "Street " + customer), ("created_at", ShopChanges.Day(registered)));

    private void Order(string id, int customer, double day, string device, int amount = 10, int? address = null, int? coupon = null, params string[] refused)
    {
        var money = amount.ToString(CultureInfo.InvariantCulture) + ".00";
        _changes.Order(id, day, ("customer_id", customer), ("address_id", address ?? customer), ("device_id", device), ("promotion_id", coupon), ("subtotal", money), ("total", money));
        foreach (var card in refused)
        {
            _changes.Insert("payments", ("payment_id", ++_payments), ("order_id", id), ("kind", "charge"), ("method", "card"), ("status", "declined"),
                ("amount", money), ("card_bin", "400000"), ("card_last4", card.PadLeft(4, '0')), ("attempted_at", ShopChanges.Day(day)));
        }
    }

    /// <summary>An account of a few days with an order from its own device, an address added today, and an order an hour later.</summary>
    private string FlagsOfSecondOrder(string device, int amount, int address)
    {
        Account(1, registered: 0);
        Order("A", customer: 1, day: 1, device: "own");
        _changes.Insert("customer_addresses", ("address_id", 99), ("customer_id", 1), ("line1", "Drop"), ("created_at", ShopChanges.Day(5)));
        Order("B", customer: 1, day: 5.01, device, amount: amount, address: address);
        return Flags();
    }

    private string Flags()
    {
        foreach (var drop in _changes.Land(8))
        {
            _pipeline.Door.Add(drop);
        }

        _pipeline.Run(select: "+gold.fraud_flags");
        return _pipeline.Scalar<string>(
            "select coalesce(string_agg(concat_ws(' ', order_id, pattern, date_trunc('second', flagged_at)), ', ' order by order_id), '') from gold.fraud_flags");
    }
}
