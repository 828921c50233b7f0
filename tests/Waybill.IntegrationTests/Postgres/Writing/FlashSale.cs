using System.Text;
using Waybill.Events.Shop;
using Waybill.Events.Values;

namespace Waybill.IntegrationTests.Postgres.Writing;

/// <summary>
/// A cell in which everybody wants product 1, of which there are few: visits, purchases, cancellations that give units back, deliveries,
/// points and reviews over several days, as the stream that writers take. Rows that the database's rules write are left out.
/// </summary>
internal sealed class FlashSale
{
    public const int FirstDay = 20_514;
    private const int Products = 12;
    private const int HotUnits = 50;
    private const int ColdUnits = 5_000;
    private const long Price = 1_999;

    private readonly int _cell;
    private readonly int _customers;
    private readonly long _base;
    private readonly ShopLog _log = new();
    private readonly PriorityQueue<Action<Instant>, (Instant At, long Order)> _agenda = new();
    private readonly Dictionary<long, Queue<(long Layer, int Free)>> _free = [];
    private readonly Dictionary<string, Sold> _sold = [];
    private long _next;

    /// <param name="cell">Number of the cell; only cell 0 writes what all share.</param>
    /// <param name="orders">How many try to buy.</param>
    /// <param name="customers">Who buys, in turn.</param>
    public FlashSale(int cell = 0, int orders = 300, int customers = 60)
    {
        _cell = cell;
        _customers = customers;
        _base = cell * 100_000_000_000;
        _next = _base;
        _log.NextTransaction = _base;
        _log.NextLsn = cell * 10_000_000_000_000;
        var start = Instant.FromDay(FirstDay);
        At(start, Open);
        for (var i = 0; i < orders; i++)
        {
            var visitor = i;
            At(start.AddSeconds(3_600 + i), now => Visit(now, visitor));
        }
    }

    /// <summary>Orders that were placed so far.</summary>
    public int Orders => _sold.Count;

    /// <summary>Plays one day; the log is valid until the next one is played.</summary>
    public ReadOnlySpan<byte> Play(int day)
    {
        _log.Clear();
        while (_agenda.TryPeek(out var step, out var due) && due.At.Day <= day)
        {
            _agenda.Dequeue();
            step(due.At);
        }

        return _log.Written;
    }

    private long Warehouse => (_cell * 10) + 1;

    private void At(Instant at, Action<Instant> step) => _agenda.Enqueue(step, (at, _agenda.Count + (_next * 1_000)));

    private long Id() => ++_next;

    private void Open(Instant now)
    {
        if (_cell == 0)
        {
            OpenWorld(now);
        }

        _log.Begin(now, ShopTransactionKind.Stock);
        _log.Insert(ShopCatalogue.Warehouses).Number(Warehouse).Text(Utf8($"W{_cell}")).Text("Main"u8).Text("Nairobi"u8).Null().Text("KE"u8).Flag(true);
        for (var product = 1; product <= Products; product++)
        {
            _log.Insert(ShopCatalogue.Inventory).Number(Warehouse).Number(product).Number(0).Number(0).Number(0).Number(5).Number(10).Number(20);
        }

        _log.Commit();
        _log.Begin(now, ShopTransactionKind.Stock);
        for (var product = 1; product <= Products; product++)
        {
            _free[product] = new();
            foreach (var units in product == 1 ? (int[])[HotUnits / 2, HotUnits / 2] : [ColdUnits])
            {
                var layer = Id();
                Move(now, layer, product, "receipt"u8, units, null);
                _free[product].Enqueue((layer, units));
            }
        }

        _log.Commit();
        for (var i = 0; i < _customers; i++)
        {
            Register(now, i);
        }
    }

    private void OpenWorld(Instant now)
    {
        _log.Begin(now, ShopTransactionKind.Catalogue);
        _log.Insert(ShopCatalogue.LoyaltyTiers).Number(1).Text("Bronze"u8).Number(1).Number(0).Number(10_000).Number(0).Flag(false);
        _log.Insert(ShopCatalogue.Channels).Number(1).Text("Website"u8).Text("own"u8).Number(0).Flag(true);
        _log.Insert(ShopCatalogue.Categories).Number(1).Null().Text("Things"u8);
        _log.Insert(ShopCatalogue.Suppliers).Number(1).Text("Maker"u8).Text("KE"u8).Number(52_500).Number(10_000).Flag(true);
        _log.Insert(ShopCatalogue.Carriers).Number(1).Text("Fast"u8).Text("express"u8).Flag(true);
        for (var product = 1; product <= Products; product++)
        {
            _log.Insert(ShopCatalogue.Products).Number(product).Text(Utf8($"SKU{product}")).Text(Utf8($"Thing №{product} \"x\"\n👍")).Null()
                .Number(1).Number(1).Number(250).Flag(true).Time(now).Null();
            _log.Insert(ShopCatalogue.ProductPrices).Number(product).Number(product).Number(1).Number(Price).Time(now).Null();
        }

        _log.Commit();
    }

    private void Register(Instant now, int number)
    {
        var customer = Customer(number);
        _log.Begin(now, ShopTransactionKind.Account);
        _log.Insert(ShopCatalogue.Customers).Number(customer).Text(Utf8($"Customer {customer}")).Text(Utf8($"c{customer}@example.com")).Null()
            .Text("new"u8).Number(1).Number(1).Time(now).Number(0).Flag(number % 2 == 0).Flag(true).Time(now);
        _log.Insert(ShopCatalogue.CustomerAddresses).Number(customer).Number(customer).Text("home"u8).Text("Somebody"u8).Text("1 Road"u8).Null()
            .Text("Nairobi"u8).Null().Null().Text("KE"u8).Flag(true).Time(now);
        _log.Commit();
    }

    private long Customer(int number) => (_cell * 10_000_000) + (number % _customers) + 1;

    private void Visit(Instant now, int number)
    {
        var customer = Customer(number);
        var session = Utf8($"s{_cell}-{number}");
        var cart = Id();
        _log.Begin(now, ShopTransactionKind.Visit);
        _log.Insert(ShopCatalogue.CustomerActivityLog).Number(Id()).Text(session).Number(customer).Number(1).Text("mobile"u8).Null().Text("search"u8)
            .Null().Null().Text("hot 'thing'; --"u8).Time(now);
        _log.Insert(ShopCatalogue.CustomerActivityLog).Number(Id()).Text(session).Number(customer).Number(1).Text("mobile"u8).Null().Text("view"u8)
            .Number(1).Null().Null().Time(now);
        _log.Insert(ShopCatalogue.Cart).Number(cart).Number(customer).Text(session).Number(1).Text("active"u8).Null().Time(now).Null();
        _log.Insert(ShopCatalogue.CartItems).Number(cart).Number(1).Number(1).Number(Price).Time(now);
        _log.Insert(ShopCatalogue.CartItems).Number(cart).Number(2).Number(1).Number(Price).Time(now);
        _log.Commit();
        At(now.AddSeconds(5), later => Buy(later, number, cart, session));
    }

    private void Buy(Instant now, int number, long cart, byte[] session)
    {
        var customer = Customer(number);
        var order = $"260302-{_cell:0000}-{number:00000}";
        var lines = new List<Line>();
        _log.Begin(now, ShopTransactionKind.Purchase);
        _log.Delete(ShopCatalogue.CartItems).Number(cart).Number(2).Number(1).Number(Price).Time(now);
        foreach (var product in (long[])[1, 2 + (number % (Products - 1))])
        {
            if (Reserve(product) is { } layer)
            {
                lines.Add(new Line(Id(), product, layer));
            }
        }

        var total = lines.Count * Price;
        _log.Insert(ShopCatalogue.Orders).Text(Utf8(order)).Number(customer).Number(1).Number(customer).Null().Text(session).Null().Number(total).Number(0)
            .Number(0).Number(total).Text("Pending"u8).Number(1).Time(now).Null().Time(now).Null().Null();
        for (var i = 0; i < lines.Count; i++)
        {
            _log.Insert(ShopCatalogue.OrderItems).Number(lines[i].Item).Text(Utf8(order)).Number(i + 1).Number(lines[i].Product).Number(Warehouse).Number(1)
                .Number(Price).Number(0).Number(Price);
        }

        var payment = Id();
        Pay(ShopOp.Insert, payment, order, "authorized"u8, total, now, null);
        _log.Update(ShopCatalogue.Cart).Number(cart).Number(customer).Text(session).Number(1).Text("ordered"u8).Text(Utf8(order)).Time(now).Time(now)
            .WasText(4, "active"u8).WasNull(5).WasNull(7);
        foreach (var line in lines)
        {
            Move(now, line.Layer, line.Product, "reservation"u8, 1, line.Item);
        }

        _log.Commit();
        _sold[order] = new Sold(customer, payment, total, lines);
        At(now.AddSeconds(60), number % 7 == 3 ? later => Cancel(later, order) : later => Approve(later, order, now));
    }

    private long? Reserve(long product)
    {
        if (!_free[product].TryPeek(out var layer))
        {
            return null;
        }

        _free[product].Dequeue();
        if (layer.Free > 1)
        {
            _free[product] = new(_free[product].Prepend((layer.Layer, layer.Free - 1)));
        }

        return layer.Layer;
    }

    private void Cancel(Instant now, string order)
    {
        _log.Begin(now, ShopTransactionKind.Cancellation);
        foreach (var line in _sold[order].Lines)
        {
            Move(now, line.Layer, line.Product, "reservation"u8, -1, line.Item);

            // Given back to the oldest layers first: that is where the next buyer must take it.
            var back = _free[line.Product].Append((line.Layer, 1)).GroupBy(l => l.Item1).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(l => l.Item2)));
            _free[line.Product] = new(back);
        }

        MoveOrder(now, order, 2, "Pending"u8, "Cancelled"u8);
        _log.Commit();
    }

    private void Approve(Instant now, string order, Instant placed)
    {
        var sold = _sold[order];
        _log.Begin(now, ShopTransactionKind.Approval);
        Pay(ShopOp.Update, sold.Payment, order, "captured"u8, sold.Total, placed, now);
        MoveOrder(now, order, 2, "Pending"u8, "Processing"u8);
        _log.Commit();
        At(now.AddSeconds(40_000), later => HandOver(later, order));
    }

    private void HandOver(Instant now, string order)
    {
        var sold = _sold[order];
        sold.Shipment = Id();
        sold.Shipped = now;
        _log.Begin(now, ShopTransactionKind.HandOver);
        foreach (var line in sold.Lines)
        {
            Move(now, line.Layer, line.Product, "pick"u8, -1, line.Item);
        }

        Ship(ShopOp.Insert, order, null);
        _log.Insert(ShopCatalogue.ShipmentEvents).Number(sold.Shipment).Number(1).Text("picked_up"u8).Null().Time(now).Time(now);
        MoveOrder(now, order, 3, "Processing"u8, "Shipped"u8);
        _log.Commit();
        At(now.AddSeconds(50_000), later => Deliver(later, order));
    }

    private void Deliver(Instant now, string order)
    {
        var sold = _sold[order];
        _log.Begin(now, ShopTransactionKind.Delivery);
        Ship(ShopOp.Update, order, now);
        _log.Insert(ShopCatalogue.ShipmentEvents).Number(sold.Shipment).Number(2).Text("delivered"u8).Null().Time(now).Time(now);
        MoveOrder(now, order, 4, "Shipped"u8, "Delivered"u8);
        _log.Insert(ShopCatalogue.LoyaltyLedger).Number(Id()).Number(sold.Customer).Text("earn"u8).Number(19).Text(Utf8(order)).Null().Time(now);
        _log.Commit();
        At(now.AddSeconds(2), later => Review(later, sold));
    }

    private void Review(Instant now, Sold sold)
    {
        _log.Begin(now, ShopTransactionKind.Review);
        _log.Insert(ShopCatalogue.Reviews).Number(Id()).Number(sold.Customer).Number(sold.Lines[0].Item).Number(5).Text("Good"u8).Null().Time(now);
        _log.Commit();
    }

    private void Ship(ShopOp op, string order, Instant? delivered)
    {
        var sold = _sold[order];
        var row = op == ShopOp.Insert ? _log.Insert(ShopCatalogue.Shipments) : _log.Update(ShopCatalogue.Shipments);
        row.Number(sold.Shipment).Text(Utf8(order)).Number(Warehouse).Number(1).Text(Utf8($"T{sold.Shipment}"))
            .Text(delivered is null ? "in_transit"u8 : "delivered"u8).Number(250).Number(150).Time(sold.Shipped).Null().Time(sold.Shipped)
            .Number(delivered?.Microseconds).Null();
        if (op == ShopOp.Update)
        {
            row.WasText(5, "in_transit"u8).WasNull(11);
        }
    }

    private void Pay(ShopOp op, long payment, string order, ReadOnlySpan<byte> status, long amount, Instant attempted, Instant? settled)
    {
        var row = op == ShopOp.Insert ? _log.Insert(ShopCatalogue.Payments) : _log.Update(ShopCatalogue.Payments);
        row.Number(payment).Text(Utf8(order)).Text("charge"u8).Null().Text("wallet"u8).Text(status).Number(amount).Null().Null().Null().Null()
            .Time(attempted).Number(settled?.Microseconds);
        if (op == ShopOp.Update)
        {
            row.WasText(5, "authorized"u8).WasNull(12);
        }
    }

    private void MoveOrder(Instant now, string order, int number, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) =>
        _log.Insert(ShopCatalogue.OrderStatusHistory).Text(Utf8(order)).Number(number).Text(from).Text(to).Time(now).Null();

    private void Move(Instant now, long layer, long product, ReadOnlySpan<byte> kind, int quantity, long? item) =>
        _log.Insert(ShopCatalogue.InventoryLog).Number(Id()).Number(layer).Number(Warehouse).Number(product).Text(kind).Number(quantity).Number(1_000)
            .Number(item).Null().Null().Null().Time(now);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private sealed record Line(long Item, long Product, long Layer);

    private sealed record Sold(long Customer, long Payment, long Total, List<Line> Lines)
    {
        public long Shipment { get; set; }

        public Instant Shipped { get; set; }
    }
}
