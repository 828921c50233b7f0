using Waybill.Events.Values;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;

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

    private readonly World _world;
    private readonly QuantityTable _quantities;
    private readonly Probability _cancelled;
    private OrderStreams _streams;
    private int _homeCity;

    public OrderBook(World world)
    {
        _world = world;
        _quantities = new QuantityTable(world.Scenario);
        _cancelled = Probability.FromPartsPerMillion((long)(world.Scenario.CancelledShare * 1_000_000));
    }

    /// <summary>The cell whose orders are decided from now on.</summary>
    public void Open(int cell)
    {
        _streams = new OrderStreams(_world.Streams, cell);
        _homeCity = Geography.HomeCity(cell);
    }

    /// <summary>Random bits for the n-th look for the next order in a window.</summary>
    public ulong ArrivalBits(int window, int n) => _streams.Arrival.At(((ulong)window << 24) + (ulong)n);

    public OrderFacts Facts(int day, int sequence)
    {
        ulong order = Counter(day, sequence);
        int channel = _world.Channels.Draw(_streams.Channel.At(order));
        int product = _world.Products.Draw(_streams.Product.At(order));
        ref readonly Product goods = ref _world.Products[product];
        int quantity = _quantities.Draw(_streams.Quantity.At(order));
        ulong customer = DrawCustomer(_streams.Customer.At(order));
        int destination = CityOf(customer);
        ulong origin = _streams.Origin.At(order);
        return new OrderFacts
        {
            Customer = NameOf(customer),
            Buyer = (int)customer,
            Product = product,
            Quantity = quantity,
            UnitPrice = new Money(_world.Channels.PriceCents(channel, goods.PriceCents)),
            Weight = new Weight(goods.Grams * quantity),
            Origin = origin % 100 < HubPercent ? Geography.DrawHub(origin) : _homeCity,
            Destination = destination,
            Channel = channel,
            Carrier = _world.Carriers.Sample(_streams.Carrier.At(order)),
        };
    }

    /// <summary>A customer drawn as for an order.</summary>
    public int DrawBuyer(ulong randomBits) => (int)DrawCustomer(randomBits);

    /// <summary>Index of a customer's name.</summary>
    public int NameOf(ulong customer) => _streams.CustomerName.Below(customer, _world.Vocabulary.Customers.Count);

    /// <summary>Index of the city in which a customer lives.</summary>
    public int CityOf(ulong customer) => _world.Geography.DrawDestination(_homeCity, _streams.CustomerCity.At(customer));

    /// <summary>What an order is worth, without deciding the rest of it.</summary>
    public Money Value(int day, int sequence)
    {
        ulong order = Counter(day, sequence);
        ref readonly Product goods = ref _world.Products[_world.Products.Draw(_streams.Product.At(order))];
        int channel = _world.Channels.Draw(_streams.Channel.At(order));
        return new Money(_world.Channels.PriceCents(channel, goods.PriceCents)) * _quantities.Draw(_streams.Quantity.At(order));
    }

    public static Money ShippingCost(in Lane lane, Weight weight) =>
        new(lane.BaseCents + (weight.Grams * (long)SurchargeCents / GramsPerSurcharge));

    /// <param name="day">Day on which the order was placed.</param>
    /// <param name="sequence">Its number on that day.</param>
    /// <param name="facts">What was decided about it.</param>
    /// <param name="level">Level of its lane.</param>
    /// <param name="soldAt">Seconds since 1970.</param>
    public OrderLife Life(int day, int sequence, in OrderFacts facts, int level, long soldAt)
    {
        ulong order = Counter(day, sequence);
        LeadTimes times = _world.LeadTimes;
        long approved = soldAt + times.Approval(_streams.Approval.At(order));
        long handling = times.Handling(facts.Channel, _streams.Handling.At(order));
        ulong cancellation = _streams.Cancellation.At(order);
        if (_cancelled.Happens(cancellation))
        {
            return Cancelled(cancellation, soldAt, approved, handling);
        }

        long shipped = times.Scanned(facts.Carrier, approved + Math.Max(handling, 1));
        long transit = times.Transit(facts.Carrier, level, _streams.Transit.At(order));
        long delivered = times.Scanned(facts.Carrier, shipped + Math.Max(transit, 1));
        long returned = 0;
        long chance = _world.Channels.ReturnPartsPerMillion(
            facts.Channel, _world.Products[facts.Product].ReturnPartsPerMillion);
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

    private static ulong Counter(int day, int sequence) => ((ulong)day << 20) | (uint)sequence;

    /// <summary>A customer's number; some order often: their density falls with the root of the number.</summary>
    private ulong DrawCustomer(ulong randomBits)
    {
        ulong upper = randomBits >> 32;
        return ((upper * upper) >> 32) * (ulong)_world.Scenario.CustomersPerCell >> 32;
    }
}
