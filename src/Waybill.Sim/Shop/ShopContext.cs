using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;
using Waybill.Sim.Shop.Buyers;
using Waybill.Sim.Truth;

namespace Waybill.Sim.Shop;

/// <summary>What all parts of a cell's shop share: the log they write, numbers, random streams and counters.</summary>
internal sealed class ShopContext(ShopWorld shop, IShopAgenda agenda)
{
    /// <summary>Ids of a cell are cell × this + number.</summary>
    public const long IdsPerCell = 100_000_000_000;

    /// <summary>Places of changes of a cell are cell × this + number.</summary>
    private const long LsnsPerCell = 10_000_000_000_000;

    private const int CustomersPerCell = 10_000_000;
    private const long FirstDecline = 70_000_000_000;
    private const long FirstCampaign = 1_000;

    private readonly long[] _counters = new long[Enum.GetValues<ShopCounter>().Length];

    public ShopWorld Shop { get; } = shop;

    public World World { get; } = shop.World;

    public IShopAgenda Agenda { get; } = agenda;

    public ShopKpis Kpis { get; } = new();

    /// <summary>Where the day's transactions go.</summary>
    public ShopLog Log { get; private set; } = new();

    /// <summary>Texts of the transaction that is being written.</summary>
    public TextArena Texts { get; } = new();

    public ShopStreams Streams { get; private set; }

    /// <summary>Who buys, with which devices and cards.</summary>
    public BuyerBook Buyers { get; private set; } = new(shop.World.Streams, 0, shop.World.Scenario.CustomersPerCell);

    public int Cell { get; private set; }

    /// <summary>The world's first day, counted from 1970-01-01.</summary>
    public int StartDay { get; private set; }

    /// <summary>The moment of the transaction that is being written.</summary>
    public Instant Now { get; private set; }

    public long IdBase => Cell * IdsPerCell;

    public void Open(int cell, int startDay, ShopLog log)
    {
        Cell = cell;
        StartDay = startDay;
        Streams = new ShopStreams(World.Streams, cell);
        Buyers = new BuyerBook(World.Streams, cell, World.Scenario.CustomersPerCell);
        Array.Clear(_counters);
        Kpis.Clear();
        Log = log;
        Log.Clear();
        Log.NextTransaction = (cell * IdsPerCell) + 1;
        Log.NextLsn = (cell * LsnsPerCell) + 1;
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(Log.NextTransaction - IdBase);
        writer.WriteNumber(Log.NextLsn - (Cell * LsnsPerCell));
        foreach (long counter in _counters)
        {
            writer.WriteNumber(counter);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        Log.NextTransaction = IdBase + reader.ReadNumber();
        Log.NextLsn = (Cell * LsnsPerCell) + reader.ReadNumber();
        for (int i = 0; i < _counters.Length; i++)
        {
            _counters[i] = reader.ReadNumber();
        }
    }

    public void Begin(Instant at, ShopTransactionKind kind)
    {
        Now = at;
        Texts.Clear();
        Log.Begin(at, kind);
    }

    public void Commit() => Log.Commit();

    /// <summary>The next number of a kind as an id.</summary>
    public long NextId(ShopCounter counter) => IdBase + NextNumber(counter);

    public long NextNumber(ShopCounter counter) => ++_counters[(int)counter];

    public long CustomerId(int customer) => ((long)Cell * CustomersPerCell) + customer + 1;

    public long AddressId(int customer, int slot) => IdBase + (customer * 16L) + slot + 1;

    /// <summary>The promotion of a day's calendar entry.</summary>
    public long CampaignId(int day, int number) => IdBase + FirstCampaign + ((day - StartDay) * 10_000L) + number;

    public long WarehouseId(int house) => (Cell * 10L) + house + 1;

    public long ItemId(OrderKey order, int line) => IdBase + (order.Number * 3) + line;

    /// <summary>Shipment, return and review have the number of their order.</summary>
    public long OrderNumberId(OrderKey order) => IdBase + order.Number;

    public long ChargeId(OrderKey order) => IdBase + (order.Number * 2);

    public long RefundId(OrderKey order) => IdBase + (order.Number * 2) + 1;

    public long NextDeclineId() => IdBase + FirstDecline + NextNumber(ShopCounter.Decline);

    public OrderId OrderIdOf(OrderKey order) => new(StartDay + order.DaysSinceStart, Cell, order.Sequence);

    /// <summary>The counter of an order in random streams.</summary>
    public static ulong Draw(OrderKey order) => (ulong)order.Bits;

    /// <summary>Whether the steps of a visitor are logged.</summary>
    public bool IsTracked(ulong visitor) => Shop.Tracked.Happens(Streams.Visit.At(visitor | (1UL << 62)));

    public ReadOnlySpan<byte> OrderText(OrderId id) => Texts.Begin().Add(id).End();

    public ReadOnlySpan<byte> SessionText(ulong session) => Texts.Begin().Add("s-"u8).AddHex(session, 16).End();

    public ReadOnlySpan<byte> DeviceText(ulong device) => Texts.Begin().Add("d-"u8).AddHex(device, 12).End();

    /// <summary>What a device is: it shows in its number.</summary>
    public static ReadOnlySpan<byte> DeviceType(ulong device) => (device >> 56) switch
    {
        < 115 => "app"u8,
        < 187 => "mobile"u8,
        < 243 => "desktop"u8,
        _ => "tablet"u8,
    };
}
