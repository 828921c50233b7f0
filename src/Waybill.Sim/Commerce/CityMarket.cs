using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;
using Waybill.Sim.Shop;
using Waybill.Sim.Truth;

namespace Waybill.Sim.Commerce;

/// <summary>
/// One cell: a city's market with its warehouse and carriers. Plays one drop window after the other; orders come, and
/// their status changes happen when they are due, in the kernel's total order. The same object plays any number of
/// cells, one after the other.
/// </summary>
internal sealed class CityMarket : IOrderHistory, IShopAgenda
{
    /// <summary>The payload of "the next order comes"; no status change looks like it.</summary>
    private const ulong ArrivalPayload = ulong.MaxValue;

    /// <summary>At the same second older orders move on before new ones come.</summary>
    private const byte ChangePriority = 0;
    private const byte ArrivalPriority = 1;
    private const byte ShopPriority = 2;

    /// <summary>
    /// True rows take every second number, so that a stale copy of a row has a number of its own just below it, and
    /// clean rows are the same whether there are faults or not.
    /// </summary>
    private const int SourceSeqStep = 2;

    /// <summary>What ids can count, less the numbers from which orders that never existed are taken.</summary>
    private const int MostOrdersADay = 899_999;

    private readonly World _world;
    private readonly OrderBook _book;
    private readonly EventQueue<ulong> _queue = new();
    private readonly Calendar _calendar = new();
    private readonly IRowSink _sink;
    private readonly FraudRuns _fraudRuns = new();
    private readonly CellShop? _shop;
    private int _cell;
    private int _sequence;
    private int _arrivals;
    private long _sourceSeq;
    private DropWindow _window;

    /// <summary>When orders come on the day of the window, unless it is a normal one.</summary>
    private DayPlan? _plan;

    /// <summary>When the order of the change that is happening was placed, and by how much it is delayed.</summary>
    private Instant _placedAt;
    private long _delay;

    /// <param name="world">The world.</param>
    /// <param name="startDay">The world's first day.</param>
    /// <param name="sink">Takes the rows.</param>
    public CityMarket(World world, int startDay, IRowSink sink)
    {
        _world = world;
        _sink = sink;
        _book = new OrderBook(world, startDay);
        _shop = world.Shop is null ? null : new CellShop(world.Shop, _book, this);
    }

    /// <summary>What happened since <see cref="Open"/> or <see cref="Load"/>.</summary>
    public Kpis Kpis { get; } = new();

    /// <summary>What happened in the shop; null in a world without shops.</summary>
    public ShopKpis? ShopKpis => _shop?.Kpis;

    /// <summary>A cell on its first day.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="day">The day.</param>
    /// <param name="log">Where the shop writes.</param>
    public void Open(int cell, int day, ShopLog log)
    {
        Reset(cell, day);
        _shop?.Open(cell, day, log);
    }

    private void Reset(int cell, int day)
    {
        _cell = cell;
        _sourceSeq = 0;
        _sequence = 0;
        Kpis.Clear();
        _fraudRuns.Clear();
        _book.Open(cell);
        _calendar.Clear(DropWindow.First(day).Index);
    }

    /// <summary>A cell as <see cref="Save"/> left it before the first window of a day.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="day">The day.</param>
    /// <param name="startDay">The world's first day.</param>
    /// <param name="log">Where the shop writes.</param>
    /// <param name="reader">The state.</param>
    public void Load(int cell, int day, int startDay, ShopLog log, ref SnapshotReader reader)
    {
        Reset(cell, day);
        _sourceSeq = reader.ReadNumber();
        _calendar.Load(DropWindow.First(day).Index, ref reader);
        _shop?.Load(cell, startDay, log, ref reader);
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_sourceSeq);
        _calendar.Save(writer);
        _shop?.Save(writer);
    }

    /// <summary>Plays the next window; windows of a day follow each other without a gap.</summary>
    public void Play(DropWindow window)
    {
        _window = window;
        _plan = _book.PlanOf(window.Day);
        _queue.Open(window.Start, window.End);
        foreach (ulong bits in _calendar.TakeFirst())
        {
            var due = new DueChange(bits);
            _queue.Add(
                window.Start.AddSeconds(due.SecondInWindow), ShopEvent.Is(bits) ? ShopPriority : ChangePriority, bits);
        }

        if (window.OfDay == 0)
        {
            _shop?.BeginDay(window.Day);
        }

        _arrivals = 0;
        ScheduleArrival(window.Start);
        while (_queue.TryTake(out QueuedEvent<ulong> next))
        {
            if (next.Payload == ArrivalPayload)
            {
                Place(next.Time);
                ScheduleArrival(next.Time);
            }
            else if (ShopEvent.Is(next.Payload))
            {
                _shop?.Happen(new ShopEvent(next.Payload), next.Time);
            }
            else
            {
                Change(next.Time, new DueChange(next.Payload));
            }
        }
    }

    void IShopAgenda.Add(long second, ShopEventKind kind, ulong argument)
    {
        int window = (int)(second / DropWindow.Seconds);
        ulong bits = new ShopEvent((int)(second - ((long)window * DropWindow.Seconds)), kind, argument).Bits;
        if (window == _window.Index)
        {
            _queue.Add(Instant.FromSeconds(second), ShopPriority, bits);
        }
        else
        {
            _calendar.Add(window, bits);
        }
    }

    public Instant PreviousChange(in StatusRow change)
    {
        Instant placedAt = _placedAt;
        var key = new Placement(change.Id.Day, change.Id.Sequence, placedAt.SecondOfDay / 60);
        OrderFacts facts = _book.Facts(in key);
        ref readonly Lane lane = ref _world.Geography[facts.Origin, facts.Destination];
        OrderLife life = _book.Life(in key, in facts, lane.Level, placedAt.Seconds).Delayed(_delay);
        return change.Status switch
        {
            OrderStatus.Shipped => Instant.FromSeconds(life.ApprovedAt),
            OrderStatus.Delivered => Instant.FromSeconds(life.ShippedAt),
            OrderStatus.Returned => Instant.FromSeconds(life.DeliveredAt),
            OrderStatus.Cancelled when life.ApprovedAt > 0 => Instant.FromSeconds(life.ApprovedAt),
            _ => placedAt,
        };
    }

    private void ScheduleArrival(Instant after)
    {
        ulong bits = _book.ArrivalBits(_window.Index, _arrivals++);
        bool comes = _plan is null
            ? _world.Demand.TryNext(_cell, after, _window.End, bits, out Instant arrival)
            : _plan.TryNext(_cell, after, _window.End, bits, out arrival);
        if (comes)
        {
            _queue.Add(arrival, ArrivalPriority, ArrivalPayload);
        }
    }

    private void Place(Instant now)
    {
        if (_sequence == MostOrdersADay)
        {
            throw new WaybillException(
                WaybillErrorKind.BadInput,
                $"Cell {_cell} has more than {MostOrdersADay} orders on one day, which its order ids cannot count.",
                "Lower the scenario's orders_per_cell_day and raise the scale instead.");
        }

        int sequence = ++_sequence;
        int day = _window.Day;
        long soldAt = now.Seconds;
        int placedSecond = now.SecondOfDay;
        var key = new Placement(day, sequence, placedSecond / 60);
        OrderFacts facts = _book.Facts(in key);
        long delay = 0;
        if (_shop is not null && !_shop.TryOffer(in key, in facts, now, out delay))
        {
            return;
        }

        ref readonly Lane lane = ref _world.Geography[facts.Origin, facts.Destination];
        Money shipping = OrderBook.ShippingCost(in lane, facts.Weight);
        Instant promised = _world.Promises.For(facts.Channel, lane.Level, Instant.FromSeconds(soldAt));
        var row = new SalesRow
        {
            Id = new OrderId(day, _cell, sequence),
            Customer = facts.Customer,
            Product = facts.Product,
            Quantity = facts.Quantity,
            UnitPrice = facts.UnitPrice,
            Origin = facts.Origin,
            Destination = facts.Destination,
            Weight = facts.Weight,
            ShippingCost = shipping,
            SoldAt = Instant.FromSeconds(soldAt),
            Channel = facts.Channel,
            Carrier = facts.Carrier,
            Region = lane.Region,
            PromisedAt = promised,
            SourceSeq = NextSourceSeq(),
        };
        Kpis.Place(facts.Quantity, facts.UnitPrice * facts.Quantity, shipping);
        _sink.Placed(in row);
        if (facts.Source is FraudDemand fraud)
        {
            _sink.Labelled(_fraudRuns.Label(row.Id, fraud, in facts, row.SoldAt));
        }

        OrderLife life = _book.Life(in key, in facts, lane.Level, soldAt).Delayed(delay);
        _shop?.Place(in row, in life, delay, now);
        Schedule(OrderStatus.Processing, life.ApprovedAt, false, placedSecond, sequence);
        Schedule(OrderStatus.Cancelled, life.CancelledAt, life.ApprovedAt == 0, placedSecond, sequence);
        Schedule(OrderStatus.Shipped, life.ShippedAt, false, placedSecond, sequence);
        Schedule(OrderStatus.Delivered, life.DeliveredAt, life.DeliveredAt <= promised.Seconds, placedSecond, sequence);
        Schedule(OrderStatus.Returned, life.ReturnedAt, false, placedSecond, sequence);
    }

    private void Schedule(OrderStatus status, long second, bool flag, int placedSecond, int sequence)
    {
        if (second == 0)
        {
            return;
        }

        int window = (int)(second / DropWindow.Seconds);
        int secondInWindow = (int)(second - ((long)window * DropWindow.Seconds));
        int age = (window / DropWindow.PerDay) - _window.Day;
        ulong bits = new DueChange(secondInWindow, status, flag, age, placedSecond, sequence).Bits;
        if (window == _window.Index)
        {
            _queue.Add(Instant.FromSeconds(second), ChangePriority, bits);
        }
        else
        {
            _calendar.Add(window, bits);
        }
    }

    private void Change(Instant now, DueChange due)
    {
        int placedDay = _window.Day - due.Age;
        _placedAt = Instant.FromDay(placedDay).AddSeconds(due.PlacedSecond);
        var key = new Placement(placedDay, due.Sequence, due.PlacedSecond / 60);
        _delay = _shop?.DelayOf(in key) ?? 0;
        var row = new StatusRow(new OrderId(placedDay, _cell, due.Sequence), due.Status, now, NextSourceSeq());
        switch (due.Status)
        {
            case OrderStatus.Processing:
                Kpis.Move(OrderStatus.Pending, OrderStatus.Processing);
                break;
            case OrderStatus.Shipped:
                Kpis.Move(OrderStatus.Processing, OrderStatus.Shipped);
                break;
            case OrderStatus.Delivered:
                Kpis.Deliver(
                    _book.Value(in key), now.Microseconds - _placedAt.Microseconds, due.Flag);
                break;
            case OrderStatus.Cancelled:
                Kpis.Cancel(
                    due.Flag ? OrderStatus.Pending : OrderStatus.Processing, _book.Value(in key));
                break;
            default:
                Kpis.Return(_book.Value(in key));
                break;
        }

        _shop?.Change(in row);
        _sink.Changed(in row);
    }

    private long NextSourceSeq() => _sourceSeq += SourceSeqStep;
}
