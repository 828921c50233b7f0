using Waybill.Sim;
using Waybill.Sim.Commerce;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Shop.Buyers;
using Waybill.Tests.Sim.Commerce.Sources;
using Xunit;

namespace Waybill.Tests.Sim.Shop.Buyers;

/// <summary>What devices and cards tell, in two weeks with an attack of each pattern on days 8 to 11.</summary>
public sealed class BuyerTests : IClassFixture<BuyerTests.Fortnight>
{
    /// <summary>As many issuers as a shop writes.</summary>
    private const int Issuers = 24;

    private readonly Fortnight _weeks;

    public BuyerTests(Fortnight weeks) => _weeks = weeks;

    [Fact]
    public void Card_testers_use_a_new_card_of_few_issuers_for_every_attempt()
    {
        foreach (IGrouping<int, Purchase> cell in Of(FraudPattern.CardTesting).GroupBy(purchase => purchase.Order.Row.Id.Cell))
        {
            PaymentCard[] cards = [.. cell.SelectMany(purchase => Enumerable.Range(0, Tries(purchase)).Select(purchase.Card))];

            Assert.InRange(cards.Select(card => card.Bin % Issuers).Distinct().Count(), 1, 3);
            Assert.InRange(cards.Distinct().Count() / (double)cards.Length, 0.95, 1);
        }
    }

    [Fact]
    public void Nine_of_ten_attempts_of_card_testers_are_declined()
    {
        Purchase[] testers = [.. Of(FraudPattern.CardTesting)];
        int declined = testers.Sum(purchase => purchase.Declines ?? 0);
        int paid = (int)(testers.Length * (1 - FraudAttack.Of(FraudPattern.CardTesting).Declined));

        Assert.InRange(declined / (double)(declined + paid), 0.93, 0.995);
    }

    [Fact]
    public void A_hijacked_account_is_used_from_a_device_that_it_never_had()
    {
        var before = _weeks.Purchases.Where(purchase => purchase.Order.WorldDay < 8)
            .GroupBy(purchase => (purchase.Order.Row.Id.Cell, purchase.Order.Facts.Buyer))
            .ToDictionary(buyer => buyer.Key, buyer => buyer.Select(purchase => purchase.Device).ToHashSet());

        Purchase[] victims = [.. Of(FraudPattern.AccountTakeover).Where(purchase => before.ContainsKey((purchase.Order.Row.Id.Cell, purchase.Order.Facts.Buyer)))];
        Assert.NotEmpty(victims);
        Assert.All(victims, purchase => Assert.DoesNotContain(purchase.Device, before[(purchase.Order.Row.Id.Cell, purchase.Order.Facts.Buyer)]));
        Assert.All(victims, purchase => Assert.NotNull(purchase.Street));
    }

    [Fact]
    public void Many_accounts_of_a_promotion_abuser_share_a_device_and_a_street()
    {
        var devices = Of(FraudPattern.PromoAbuse).GroupBy(purchase => purchase.Device)
            .Select(device => device.Select(purchase => purchase.Order.Facts.Buyer).Distinct().Count()).OrderDescending().ToList();

        Assert.True(devices.Take(12).Average() > 10);
        Assert.InRange(Of(FraudPattern.PromoAbuse).Select(purchase => purchase.Street).Distinct().Count(), 4, 16);
    }

    [Fact]
    public void A_spender_has_few_cards_of_few_issuers_and_one_device()
    {
        foreach (var account in Of(FraudPattern.Velocity).GroupBy(purchase => (purchase.Order.Row.Id.Cell, purchase.Order.Facts.Buyer)))
        {
            Assert.InRange(account.Select(purchase => purchase.Card(0)).Distinct().Count(), 1, 3);
            Assert.True(account.CountBy(purchase => purchase.Device).Max(device => device.Value) >= account.Count() * 0.5);
        }
    }

    [Fact]
    public void Honest_customers_look_odd_now_and_then()
    {
        Purchase[] honest = [.. _weeks.Purchases.Where(purchase => purchase.Order.Pattern is null)];
        var byDevice = honest.GroupBy(purchase => (purchase.Order.Row.Id.Cell, purchase.Device))
            .Select(device => device.Select(purchase => purchase.Order.Facts.Buyer).Distinct().Count()).ToList();
        var known = new HashSet<(int, int, ulong)>();
        var buyers = new HashSet<(int, int)>();
        int newDevices = 0;
        int returning = 0;
        foreach (Purchase purchase in honest.OrderBy(purchase => purchase.Order.Row.SoldAt))
        {
            (int cell, int buyer) = (purchase.Order.Row.Id.Cell, purchase.Order.Facts.Buyer);
            bool hasOrdered = !buyers.Add((cell, buyer));
            returning += hasOrdered ? 1 : 0;
            newDevices += known.Add((cell, buyer, purchase.Device)) && hasOrdered ? 1 : 0;
        }

        Assert.InRange(newDevices / (double)returning, 0.05, 0.35);
        Assert.InRange(byDevice.Count(buyersOf => buyersOf is 2 or 3) / (double)byDevice.Count, 0.002, 0.1);
        Assert.Contains(byDevice, buyersOf => buyersOf > 8);
        Assert.Contains(
            honest.CountBy(purchase => (purchase.Order.Row.Id.Cell, purchase.Order.Facts.Buyer, purchase.Order.WorldDay)), day => day.Value >= 5);
        Assert.InRange(honest.Select(purchase => purchase.Card(0).Bin % Issuers).Distinct().Count(), Issuers, Issuers);
    }

    private IEnumerable<Purchase> Of(FraudPattern pattern) => _weeks.Purchases.Where(purchase =>
        purchase.Order.Pattern == pattern && purchase.Order.WorldDay == (int)pattern + 8 && purchase.Order.Entry is FraudAttack { Actors: > 1 });

    /// <summary>Attempts of an order that is never paid.</summary>
    private static int Tries(Purchase purchase) => purchase.Declines ?? 1;

    internal sealed record Purchase(SourcedOrder Order, IBuyer Buyer)
    {
        private Placement At { get; } = new(Order.Row.Id.Day, Order.Row.Id.Sequence, Order.Row.SoldAt.SecondOfDay / 60);

        public ulong Device { get; } = Buyer.Device(new Placement(Order.Row.Id.Day, Order.Row.Id.Sequence, Order.Row.SoldAt.SecondOfDay / 60), Order.Facts);

        public ulong? Street => Buyer.Street(At, Order.Facts);

        public int? Declines => Buyer.Declines(At, Order.Facts, fails: true);

        public PaymentCard Card(int attempt) => Buyer.Card(At, Order.Facts, attempt);
    }

    public sealed class Fortnight
    {
        public Fortnight()
        {
            var scenario = new Scenario
            {
                BackgroundFraud = 0.01m,
                Calendar =
                [
                    .. Enum.GetValues<FraudPattern>().Select(pattern => FraudAttack.Of(pattern) with
                    {
                        Days = new DaySelection { Ranges = [new DayRange((int)pattern + 8, (int)pattern + 8)] },
                    }),
                ],
            };
            SimulatedCells cells = SimulatedCells.Play(FaultPlan.None, 14, new CellRange(0, 2), scenario);
            BuyerBook[] books = [.. Enumerable.Range(0, 3).Select(cell => new BuyerBook(cells.Plan.World.Streams, cell, scenario.CustomersPerCell))];
            Purchases = [.. SourcedOrder.Of(cells).Select(order => new Purchase(order, books[order.Row.Id.Cell].Of(order.Facts)))];
        }

        internal Purchase[] Purchases { get; }
    }
}
