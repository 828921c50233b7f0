using System.Globalization;
using Waybill.Sim.ColdChain;
using Waybill.Sim.Factory;

namespace Waybill.Sim.Scenarios;

/// <summary>
/// The knobs of a world. Defaults are the calibration of a normal day; shares need not add up to anything, only their
/// proportions count unless a knob says otherwise.
/// </summary>
public sealed record Scenario
{
    /// <summary>The most customers that a cell can number, new accounts of fraudsters among them.</summary>
    public const int MostCustomers = 10_000_000;

    public string Name { get; init; } = "normal_day";

    /// <summary>Mean orders a day in a cell of mean size, over a whole week.</summary>
    public int OrdersPerCellDay { get; init; } = 2_500;

    /// <summary>Customers of a cell, 1 to 10,000,000.</summary>
    public int CustomersPerCell { get; init; } = 20_000;

    /// <summary>Shares of the 24 hours of a day, beginning at midnight.</summary>
    public IReadOnlyList<decimal> HourShares { get; init; } =
    [
        2.4m, 1.2m, 0.5m, 0.3m, 0.2m, 0.2m, 0.6m, 1.3m, 2.6m, 4.8m, 6.7m, 6.6m,
        6.8m, 6.4m, 6.3m, 6.3m, 6.7m, 6.1m, 6.1m, 6.0m, 6.5m, 6.0m, 5.6m, 4.0m,
    ];

    /// <summary>Shares of the weekdays, beginning with Monday.</summary>
    public IReadOnlyList<decimal> WeekdayShares { get; init; } = [16.6m, 15.7m, 15.3m, 15.1m, 14.4m, 11.2m, 11.8m];

    /// <summary>Hours that the customers' clocks are ahead of UTC; hours and weekdays follow their clocks.</summary>
    public int HoursAheadOfUtc { get; init; }

    /// <summary>Shares of orders with one item, two items, and so on; the last one is spread evenly up to
    /// <see cref="MostItems"/>.</summary>
    public IReadOnlyList<decimal> ItemShares { get; init; } = [90.5m, 7.2m, 1.3m, 1.0m];

    /// <summary>Most items of one order, at most 10.</summary>
    public int MostItems { get; init; } = 8;

    /// <summary>Products in the catalogue, 10 to 100,000.</summary>
    public int Products { get; init; } = 4_000;

    public decimal PriceMedian { get; init; } = 18.00m;

    /// <summary>Standard deviation of the logarithm of prices.</summary>
    public decimal PriceSigma { get; init; } = 0.967m;

    /// <summary>Standard deviation of the logarithm of the products' popularity.</summary>
    public decimal PopularitySigma { get; init; } = 1.15m;

    public IReadOnlyList<ChannelSettings> Channels { get; init; } =
    [
        new("Shopee", Share: 45, PriceFactor: 0.97m, HandlingFactor: 0.95m, ReturnFactor: 1.05m),
        new("Lazada", Share: 22, PriceFactor: 0.98m, HandlingFactor: 1.05m, ReturnFactor: 1.00m),
        new("Tiki", Share: 15, PriceFactor: 1.00m, HandlingFactor: 0.70m, ReturnFactor: 0.80m),
        new("Website", Share: 18, PriceFactor: 1.03m, HandlingFactor: 1.30m, ReturnFactor: 1.04m),
    ];

    public IReadOnlyList<CarrierSettings> Carriers { get; init; } =
    [
        new("Swift Line", Share: 30, SpeedFactor: 0.85m, Sigma: 0.74m, ScanMinutes: 0),
        new("Blue Kite Express", Share: 25, SpeedFactor: 0.95m, Sigma: 0.85m, ScanMinutes: 5),
        new("Lotus Logistics", Share: 20, SpeedFactor: 1.05m, Sigma: 0.92m, ScanMinutes: 15),
        new("Mekong Post", Share: 15, SpeedFactor: 1.25m, Sigma: 1.02m, ScanMinutes: 60),
        new("North Star Cargo", Share: 10, SpeedFactor: 1.15m, Sigma: 1.10m, ScanMinutes: 30),
    ];

    /// <summary>Lead times as a multiple of the Brazilian ones that the calibration comes from (median 10 days).</summary>
    public decimal LeadTimeScale { get; init; } = 0.2m;

    /// <summary>Share of orders that arrive after their promised date, 0.001 to 0.5; sets how promises are made.</summary>
    public decimal LateShare { get; init; } = 0.08m;

    /// <summary>Share of orders that are cancelled before they are shipped, 0 to 1.</summary>
    public decimal CancelledShare { get; init; } = 0.006m;

    /// <summary>Share of the delivered value that comes back, 0 to 0.5.</summary>
    public decimal ReturnedValueShare { get; init; } = 0.176m;

    /// <summary>Median days from delivery to return.</summary>
    public decimal ReturnDaysMedian { get; init; } = 7m;

    /// <summary>What every factory of the world is like; null for a world without factories.</summary>
    public PlantSettings? Plant { get; init; } = new();

    /// <summary>The shop behind every market; null for markets that only export their sales.</summary>
    public ShopSettings? Shop { get; init; }

    /// <summary>The depots with their refrigerated trucks; null for a world without them.</summary>
    public ColdChainSettings? ColdChain { get; init; }

    /// <summary>Which days are other than normal; empty when none is.</summary>
    public IReadOnlyList<CalendarEntry> Calendar { get; init; } = [];

    /// <summary>Share of the orders that are fraudulent on every day, 0 to 0.05.</summary>
    public decimal BackgroundFraud { get; init; }

    /// <summary>Whether any order can be fraudulent.</summary>
    public bool HasFraud => BackgroundFraud > 0 || Calendar.Any(entry => entry is FraudAttack);

    /// <summary>
    /// All knobs but the name as one line of text, the same for equal scenarios; worlds keep it to notice another one.
    /// </summary>
    public string Describe()
    {
        string channels = string.Join(';', Channels.Select(channel => channel.Describe()));
        string carriers = string.Join(';', Carriers.Select(carrier => carrier.Describe()));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"orders={OrdersPerCellDay} customers={CustomersPerCell} ahead={HoursAheadOfUtc} hours={Join(HourShares)} ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"weekdays={Join(WeekdayShares)} items={Join(ItemShares)} most={MostItems} products={Products} ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"price={PriceMedian:G29}/{PriceSigma:G29} popularity={PopularitySigma:G29} lead={LeadTimeScale:G29} ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"late={LateShare:G29} cancelled={CancelledShare:G29} returned={ReturnedValueShare:G29}/{ReturnDaysMedian:G29} ")
            + $"channels={channels} carriers={carriers} plant=({Plant?.Describe()})" + DescribeCalendar()
            + (Shop is null ? "" : $" shop=({Shop.Describe()})")
            + (ColdChain is null ? "" : $" cold_chain=({ColdChain.Describe()})");
    }

    /// <summary>Nothing for a world of normal days: such worlds have the text that they had before there were calendars.</summary>
    private string DescribeCalendar() =>
        (BackgroundFraud == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" fraud={BackgroundFraud:G29}"))
        + (Calendar.Count == 0 ? "" : $" calendar={string.Join(';', Calendar.Select(entry => entry.Describe()))}");

    private static string Join(IEnumerable<decimal> shares) =>
        string.Join('/', shares.Select(share => share.ToString("G29", CultureInfo.InvariantCulture)));
}
