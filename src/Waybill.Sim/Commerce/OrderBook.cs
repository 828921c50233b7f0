using Waybill.Events.Values;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce;

/// <summary>
/// Decides everything about a cell's orders. An order's facts and life are functions of its day and number (and, for its
/// life, of the moment at which it was placed), so nothing about an order must be remembered to know it again later.
/// </summary>
internal sealed class OrderBook
{
    private const int HubPercent = 8;

    /// <summary>Of the cancelled orders, those that were not even approved.</summary>
    private const int CancelledWhilePendingPercent = 60;

    private const int GramsPerSurcharge = 1_000;
    private const int SurchargeCents = 35;

    /// <summary>Seconds until an order whose payment is declined is given up: the least, and how much they differ.</summary>
    private const int ShortestDecline = 20;
    private const int SpreadOfDecline = 600;

    private readonly World _world;
    private readonly QuantityTable _quantities;
    private readonly Probability _cancelled;
    private readonly DayPlans? _plans;
    private readonly BackgroundFraud? _background;
    private readonly OrdinaryDemand _usual;
    private OrderStreams _streams;
    private int _homeCity;

    /// <param name="world">The world.</param>
    /// <param name="startDay">The world's first day, from which its calendar counts.</param>
    public OrderBook(World world, int startDay)
    {
        _world = world;
        _quantities = new QuantityTable(world.Scenario);
        _cancelled = Probability.FromPartsPerMillion((long)(world.Scenario.CancelledShare * 1_000_000));
        Scenario scenario = world.Scenario;
        _usual = new OrdinaryDemand(world, [.. scenario.Channels.Select(_ => 1.0)]);
        _plans = scenario.Calendar.Count == 0 ? null : new DayPlans(world, new WorldCalendar(scenario.Calendar, startDay));
        _background = scenario.BackgroundFraud == 0 ? null : new BackgroundFraud(world, scenario.BackgroundFraud);
    }

    /// <summary>The cell whose orders are decided from now on.</summary>
    public void Open(int cell)
    {
        _streams = new OrderStreams(_world.Streams, cell);
        _homeCity = Geography.HomeCity(cell);
    }

    /// <summary>Random bits for the n-th look for the next order in a window.</summary>
    public ulong ArrivalBits(int window, int n) => _streams.Arrival.At(((ulong)window << 24) + (ulong)n);

    /// <summary>The plan of a day that is not normal; null for one that is.</summary>
    public DayPlan? PlanOf(int day) => _plans?.On(day);

    public OrderFacts Facts(in Placement key)
    {
        if (MayHaveSources(key.Day))
        {
            return PlannedFacts(in key);
        }

        ulong order = key.Counter;
        int channel = _world.Channels.Draw(_streams.Channel.At(order));
        int product = _world.Products.Draw(_streams.Product.At(order));
        ref readonly Product goods = ref _world.Products[product];
        int quantity = _quantities.Draw(_streams.Quantity.At(order));
        ulong customer = DrawCustomer(_streams.Customer.At(order), _world.Scenario.CustomersPerCell);
        return new OrderFacts
        {
            Buyer = (int)customer,
            Customer = NameOf(customer),
            Product = product,
            Quantity = quantity,
            UnitPrice = new Money(_world.Channels.PriceCents(channel, goods.PriceCents)),
            Weight = new Weight(goods.Grams * quantity),
            Origin = Origin(order),
            Destination = CityOf(customer),
            Channel = channel,
            Carrier = _world.Carriers.Sample(_streams.Carrier.At(order)),
        };
    }

    /// <summary>A customer drawn as for an order.</summary>
    public int DrawBuyer(ulong randomBits) => (int)DrawCustomer(randomBits, _world.Scenario.CustomersPerCell);

    /// <summary>Index of a customer's name.</summary>
    public int NameOf(ulong customer) => _streams.CustomerName.Below(customer, _world.Vocabulary.Customers.Count);

    /// <summary>Index of the city in which a customer lives.</summary>
    public int CityOf(ulong customer) => _world.Geography.DrawDestination(_homeCity, _streams.CustomerCity.At(customer));

    /// <summary>What an order is worth, without deciding the rest of it.</summary>
    public Money Value(in Placement key)
    {
        if (MayHaveSources(key.Day))
        {
            OrderFacts facts = PlannedFacts(in key);
            return facts.UnitPrice * facts.Quantity;
        }

        ulong order = key.Counter;
        ref readonly Product goods = ref _world.Products[_world.Products.Draw(_streams.Product.At(order))];
        int channel = _world.Channels.Draw(_streams.Channel.At(order));
        return new Money(_world.Channels.PriceCents(channel, goods.PriceCents)) * _quantities.Draw(_streams.Quantity.At(order));
    }

    public static Money ShippingCost(in Lane lane, Weight weight) =>
        new(lane.BaseCents + (weight.Grams * (long)SurchargeCents / GramsPerSurcharge));

    /// <param name="key">The order.</param>
    /// <param name="facts">What was decided about it.</param>
    /// <param name="level">Level of its lane.</param>
    /// <param name="soldAt">Seconds since 1970.</param>
    public OrderLife Life(in Placement key, in OrderFacts facts, int level, long soldAt)
    {
        ulong order = key.Counter;
        LeadTimes times = _world.LeadTimes;
        long approved = soldAt + times.Approval(_streams.Approval.At(order));
        long handling = times.Handling(facts.Channel, _streams.Handling.At(order));
        ulong cancellation = _streams.Cancellation.At(order);
        if (_cancelled.Happens(cancellation))
        {
            return Cancelled(cancellation, soldAt, approved, handling);
        }

        if (facts.Source is { } source && source.Fate(_streams.Fate.At(order)) is not OrderFate.Usual and OrderFate fate)
        {
            long part = (long)(_streams.Fate.At(order) & 0xFFFF);
            return fate == OrderFate.Declined
                ? new OrderLife(0, 0, 0, 0, soldAt + ShortestDecline + (part % SpreadOfDecline))
                : new OrderLife(approved, 0, 0, 0, approved + 1 + (handling * part / 0x10000));
        }

        long shipped = times.Scanned(facts.Carrier, approved + Math.Max(handling, 1));
        long transit = times.Transit(facts.Carrier, level, _streams.Transit.At(order));
        long delivered = times.Scanned(facts.Carrier, shipped + Math.Max(transit, 1));
        long returned = 0;
        long chance = _world.Channels.ReturnPartsPerMillion(
            facts.Channel, _world.Products[facts.Product].ReturnPartsPerMillion);
        chance = facts.Source?.ReturnPartsPerMillion(chance) ?? chance;
        if (Probability.FromPartsPerMillion(chance).Happens(_streams.Return.At(order)))
        {
            returned = delivered + times.Return(_streams.ReturnTime.At(order));
        }

        return new OrderLife(approved, shipped, delivered, returned, CancelledAt: 0);
    }

    private static OrderLife Cancelled(ulong bits, long soldAt, long approved, long handling)
    {
        // The lower half of the bits: the upper one decided that the order is cancelled at all.
        ulong low = bits & 0xFFFF_FFFF;
        long part = (long)(low >> 8) & 0xFF;
        return low % 100 < CancelledWhilePendingPercent
            ? new OrderLife(0, 0, 0, 0, soldAt + 1 + ((approved - soldAt - 1) * part / 256))
            : new OrderLife(approved, 0, 0, 0, approved + 1 + (handling * part / 256));
    }

    /// <summary>A customer's number; some order often: their density falls with the root of the number.</summary>
    public static ulong DrawCustomer(ulong randomBits, int customers)
    {
        ulong upper = randomBits >> 32;
        return ((upper * upper) >> 32) * (ulong)customers >> 32;
    }

    private bool MayHaveSources(int day) => _background is not null || (_plans is not null && _plans.On(day) is not null);

    /// <summary>Facts of an order that may have come from another source than the market's own demand.</summary>
    private OrderFacts PlannedFacts(in Placement key)
    {
        ulong order = key.Counter;
        DayPlan? plan = _plans?.On(key.Day);
        DemandSource source = plan?.SourceAt(key.Minute, _streams.Source.At(order)) ?? _usual;
        if (source.Entry is null && _background?.At(in key, in _streams) is { } fraud)
        {
            source = fraud;
        }

        int actor = source.Actor(in key, in _streams);
        int channel = source.Channel(_streams.Channel.At(order));
        int product = source.Product(_streams.Product.At(order));
        ref readonly Product goods = ref _world.Products[product];
        ulong quantityBits = _streams.Quantity.At(order);
        int quantity = source.Quantity(_quantities.Draw(quantityBits), quantityBits);
        ulong usual = DrawCustomer(_streams.Customer.At(order), _world.Scenario.CustomersPerCell);
        ulong customer = source.Customer(usual, in key, actor, in _streams);
        long price = _world.Channels.PriceCents(channel, goods.PriceCents);
        return new OrderFacts
        {
            Buyer = (int)customer,
            Customer = NameOf(customer),
            Product = product,
            Quantity = quantity,
            UnitPrice = new Money(plan?.PriceCents(key.Minute, channel, product, price) ?? price),
            Weight = new Weight(goods.Grams * quantity),
            Origin = Origin(order),
            Destination = source.Destination(CityOf(customer), in key, actor, _homeCity, in _streams),
            Channel = channel,
            Carrier = _world.Carriers.Sample(_streams.Carrier.At(order)),
            Source = source.Entry is null ? null : source,
            Actor = actor,
        };
    }

    private int Origin(ulong order)
    {
        ulong bits = _streams.Origin.At(order);
        return bits % 100 < HubPercent ? Geography.DrawHub(bits) : _homeCity;
    }
}
