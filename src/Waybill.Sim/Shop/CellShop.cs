using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;
using Waybill.Sim.Shop.Campaigns;
using Waybill.Sim.Truth;

namespace Waybill.Sim.Shop;

/// <summary>
/// The shop behind a cell's market. The market decides which orders are placed and when their status changes; the shop adds who
/// buys, how, and from which stock, and keeps track of goods, money and points. Everything is written as transactions into a log.
/// </summary>
internal sealed class CellShop
{
    private readonly ShopContext _context;
    private readonly LiveOrders _orders = new();
    private readonly StockAlerts _alerts;
    private readonly StockRoom _stocks;
    private readonly Purchasing _purchasing;
    private readonly CustomerBook _customers;
    private readonly CartBook _carts;
    private readonly WishBook _wishes;
    private readonly LoyaltyDesk _loyalty;
    private readonly VisitDesk _visits;

    /// <summary>The order that something is done with.</summary>
    private readonly OrderCard _card;
    private readonly OrderDesk _desk;
    private readonly OrderProgress _progress;
    private readonly ReturnDesk _returns;
    private readonly ReviewDesk _reviews;
    private readonly CatalogueWriter _catalogue;
    private readonly StockCounting _counting;
    private readonly AccountDesk _accounts;
    private readonly CampaignWriter _campaigns;
    private readonly SalePrices _prices;
    private readonly SaleStock _saleStock;
    private readonly OrderBook _book;

    public CellShop(ShopWorld shop, OrderBook book, IShopAgenda agenda)
    {
        _book = book;
        _context = new ShopContext(shop, agenda);
        _alerts = new StockAlerts(_context);
        _stocks = new StockRoom(_context, _alerts);
        _purchasing = new Purchasing(_context, _stocks);
        _customers = new CustomerBook(_context);
        _carts = new CartBook(_context);
        _wishes = new WishBook(_context);
        _loyalty = new LoyaltyDesk(_context, _customers, book);
        _visits = new VisitDesk(_context, book, _customers, _carts, _wishes, new VisitWriter(_context));
        var rows = new OrderRows(_context);
        _card = new OrderCard(_context, book);
        _desk = new OrderDesk(_context, _card, _orders, _stocks, _purchasing, _customers, _loyalty, _carts, rows);
        _progress = new OrderProgress(_context, _card, _orders, _stocks, _purchasing, _loyalty, rows);
        _returns = new ReturnDesk(_context, _orders, _stocks, _loyalty, rows);
        _reviews = new ReviewDesk(_context);
        _counting = new StockCounting(_context, _stocks, _purchasing);
        _accounts = new AccountDesk(_context, _customers);
        _catalogue = new CatalogueWriter(_context, _stocks, _purchasing);
        _campaigns = new CampaignWriter(_context);
        _prices = new SalePrices(_context);
        _saleStock = new SaleStock(_context, _stocks, _purchasing);
    }

    /// <summary>What happened since <see cref="Open"/> or <see cref="Load"/>.</summary>
    public ShopKpis Kpis => _context.Kpis;

    /// <summary>A shop that nothing has happened in yet.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="startDay">The world's first day.</param>
    /// <param name="log">Where the day's transactions go; emptied first.</param>
    public void Open(int cell, int startDay, ShopLog log)
    {
        _context.Open(cell, startDay, log);
        _stocks.Clear();
        _purchasing.Clear();
        _customers.Clear();
        _carts.Clear();
        _wishes.Clear();
        _orders.Clear();
        _visits.Clear();
        _prices.Clear();
        _reviews.Clear();
    }

    /// <summary>A shop as <see cref="Save"/> left it.</summary>
    public void Load(int cell, int startDay, ShopLog log, ref SnapshotReader reader)
    {
        Open(cell, startDay, log);
        _context.Load(ref reader);
        _stocks.Load(ref reader);
        _alerts.Load(ref reader);
        _purchasing.Load(ref reader);
        _customers.Load(ref reader);
        _carts.Load(ref reader);
        _wishes.Load(ref reader);
        _visits.Load(ref reader);
        _reviews.Load(ref reader);
        _orders.Load(ref reader, _stocks.Count);
        _prices.Load(ref reader);
    }

    public void Save(SnapshotWriter writer)
    {
        _context.Save(writer);
        _stocks.Save(writer);
        _alerts.Save(writer);
        _purchasing.Save(writer);
        _customers.Save(writer);
        _carts.Save(writer);
        _wishes.Save(writer);
        _visits.Save(writer);
        _reviews.Save(writer);
        _orders.Save(writer);
        _prices.Save(writer);
    }

    /// <summary>The first moment of a day.</summary>
    public void BeginDay(int day)
    {
        Instant now = Instant.FromDay(day);
        if (day == _context.StartDay)
        {
            _catalogue.Open(now);
            _carts.ScheduleSweep(now);
        }
        else
        {
            _loyalty.Review(now);
            _counting.Count(now);
        }

        if (_book.PlanOf(day) is { } plan)
        {
            _campaigns.Write(plan, now);
            _prices.Write(plan, now);
            _saleStock.Write(plan, now);
        }
    }

    /// <summary>Whether an order can be served, perhaps later; a customer who leaves because it cannot is logged.</summary>
    /// <param name="placement">The order that would be placed.</param>
    /// <param name="facts">What was decided about it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="delay">Seconds by which it leaves later.</param>
    public bool TryOffer(in Placement placement, in OrderFacts facts, Instant now, out long delay)
    {
        OrderKey key = KeyOf(placement.Day, placement.Sequence);
        _visits.Plan(key, now);
        if (_desk.TryOffer(key, in facts, now, out delay))
        {
            return true;
        }

        _visits.Lose(_card, now);
        return false;
    }

    /// <summary>Places the order that was just offered.</summary>
    public void Place(in SalesRow row, in OrderLife life, long delay, Instant now)
    {
        if (!_customers.IsRegistered(_card.Facts.Buyer))
        {
            _context.Begin(now, ShopTransactionKind.Account);
            int buyer = _card.Facts.Buyer;
            ulong? street = buyer < _context.World.Scenario.CustomersPerCell ? null : _card.Buyer.Street(_card.Placement, _card.Facts);
            int city = street is null ? _book.CityOf((ulong)buyer) : _card.Facts.Destination;
            _customers.Register(buyer, _card.Facts.Channel, _card.Facts.Customer, city, street);
            _context.Commit();
        }
        else
        {
            _accounts.Update(_card, now);
        }

        // The visit ends before the order is placed, whose whole second it shares.
        _visits.Order(_card, row.SoldAt, now);
        _desk.Place(in row, in life, delay, now);
    }

    /// <summary>Seconds by which an order that is not over yet leaves later than planned.</summary>
    public long DelayOf(in Placement placement) => _orders.Find(KeyOf(placement.Day, placement.Sequence))?.Delay ?? 0;

    /// <summary>The market moved an order.</summary>
    public void Change(in StatusRow change)
    {
        OrderKey key = KeyOf(change.Id.Day, change.Id.Sequence);
        _card.Recall(key, _orders[key]);
        switch (change.Status)
        {
            case OrderStatus.Processing:
                _progress.Approve(change.At);
                break;
            case OrderStatus.Shipped:
                _progress.HandOver(change.At);
                break;
            case OrderStatus.Delivered:
                _progress.Deliver(change.At);
                _reviews.Plan(_card, change.At);
                _returns.Plan(_card);
                break;
            case OrderStatus.Cancelled:
                _progress.Cancel(change.At);
                break;
            default:
                _returns.Receive(_card, change.At);
                break;
        }
    }

    /// <summary>Does what was on the agenda.</summary>
    public void Happen(ShopEvent due, Instant now)
    {
        OrderKey key = OrderKey.FromArgument(due.Argument, out int extra);
        switch (due.Kind)
        {
            case ShopEventKind.VisitEnds:
                _visits.End(key, extra, now);
                break;
            case ShopEventKind.Receive:
                _purchasing.Receive((long)due.Argument, now);
                _desk.ServeWaiting((long)due.Argument, now);
                break;
            case ShopEventKind.SweepCarts:
                _carts.Sweep(now);
                break;
            case ShopEventKind.Review:
                _reviews.Write(key, now);
                break;
            default:
                HappenTo(key, due.Kind, now);
                break;
        }
    }

    private void HappenTo(OrderKey key, ShopEventKind kind, Instant now)
    {
        _card.Recall(key, _orders[key]);
        switch (kind)
        {
            case ShopEventKind.Pack:
                _progress.Pack(now);
                break;
            case ShopEventKind.Scan:
                _progress.Scan(now);
                break;
            case ShopEventKind.AskReturn:
                _returns.Ask(_card, now);
                break;
            case ShopEventKind.RefundReturn:
                _returns.Refund(_card, now);
                break;
            case ShopEventKind.RejectReturn:
                _returns.Reject(_card, now);
                break;
            case ShopEventKind.SettleRefund:
                _progress.SettleRefund(now);
                break;
            default:
                throw new InvalidOperationException($"Nothing is known about {kind}.");
        }
    }

    private OrderKey KeyOf(int day, int sequence) => new(day - _context.StartDay, sequence);
}
