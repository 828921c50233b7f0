using Waybill.Connectors.Sources;
using Waybill.DuckDb;
using Xunit;

namespace Waybill.IntegrationTests.Connectors;

/// <summary>
/// Real marketplace orders (Olist's public data set) through a mapping, beside hand-written queries over the same files.
/// The data is not ours to ship: the environment variable WAYBILL_REAL_ORDERS names the folder that has it.
/// </summary>
public sealed class RealOrdersTests : IDisposable
{
    private readonly string _folder = Environment.GetEnvironmentVariable("WAYBILL_REAL_ORDERS") ?? "";
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public RealOrdersTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Orders_and_money_are_those_of_the_files()
    {
        SkipWithoutData();
        using var arrival = Look(new SourceMapping
        {
            Name = "olist",
            Feed = "sales",
            Folder = _folder,
            TimeZone = "America/Sao_Paulo",
            Inputs =
            [
                new SourceInput("orders", "olist_orders*.csv"),
                new SourceInput("items", "olist_order_items*.csv"),
                new SourceInput("customers", "olist_customers*.csv"),
            ],
            From = """
                orders
                left join (
                    select
                        order_id,
                        arg_min(product_id, cast(order_item_id as integer)) as product,
                        sum(cast(price as decimal(18, 2))) as price,
                        sum(cast(freight_value as decimal(18, 2))) as freight
                    from items
                    group by order_id
                ) as basket using (order_id)
                left join customers using (customer_id)
                """,
            Columns =
            [
                new("order_id", "order_id"),
                new("product", "product"),
                new("quantity", "1"),
                new("unit_price", "coalesce(price, 0)"),
                new("shipping_cost", "freight"),
                new("destination", "customer_city"),
                new("sale_timestamp", "order_purchase_timestamp"),
            ],
            Key = ["order_id"],
        });

        var found = _connection.Scalar<string>($"""
            select concat_ws('|', count(*), count(distinct order_id), sum(cast(quantity as integer) * cast(unit_price as decimal(18, 2))),
                sum(cast(shipping_cost as decimal(18, 2))), count(destination))
            from {arrival.Open(0, _connection)}
            """);

        var expected = _connection.Scalar<string>($"""
            select concat_ws('|', count(distinct o.order_id), count(distinct o.order_id), sum(cast(price as decimal(18, 2))),
                sum(cast(freight_value as decimal(18, 2))), count(distinct o.order_id))
            from {File("orders")} as o join {File("order_items")} as i using (order_id) join {File("customers")} using (customer_id)
            """);
        Assert.Equal(expected, found);
        Assert.Empty(arrival.Rejects);
    }

    [Fact]
    public void Every_stage_that_has_a_time_is_an_event_in_utc()
    {
        SkipWithoutData();
        using var arrival = Look(new SourceMapping
        {
            Name = "olist",
            Feed = "logistics",
            Folder = _folder,
            TimeZone = "America/Sao_Paulo",
            Inputs = [new SourceInput("orders", "olist_orders*.csv")],
            Columns = [new("order_id", "order_id")],
            Events =
            [
                new SourceEvent("Processing", "order_approved_at"),
                new SourceEvent("Shipped", "order_delivered_carrier_date"),
                new SourceEvent("Delivered", "order_delivered_customer_date"),
            ],
        });

        var found = _connection.List<string>(
            $"select concat_ws('|', status, count(*), max(cast(status_timestamp as timestamp))) from {arrival.Open(0, _connection)} group by status order by 1");

        var expected = new[] { ("Delivered", "order_delivered_customer_date"), ("Processing", "order_approved_at"), ("Shipped", "order_delivered_carrier_date") }
            .Select(e => _connection.Scalar<string>($"""
                select concat_ws('|', '{e.Item1}', count(*), max(timezone('UTC', timezone('America/Sao_Paulo', cast({e.Item2} as timestamp)))))
                from {File("orders")} where {e.Item2} <> ''
                """));
        Assert.Equal(expected, found);
    }

    private void SkipWithoutData() =>
        Assert.SkipUnless(Directory.Exists(_folder), "set WAYBILL_REAL_ORDERS to a folder with Olist's CSV files to run this test");

    private static SourceArrival Look(SourceMapping mapping) => new SourceZone().Look(mapping, new HashSet<string>(), 0);

    private string File(string name) =>
        $"read_csv({Sql.Literal(Path.Combine(_folder, $"olist_{name}*.csv"))}, all_varchar = true, header = true)";
}
