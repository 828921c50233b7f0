using System.Text;
using Waybill.Connectors.Landing;
using Waybill.Connectors.Reading;
using Waybill.Connectors.Sources;
using Waybill.DuckDb;
using Waybill.Events;
using Xunit;

namespace Waybill.Tests.Connectors.Sources;

public sealed class SourceTests : IDisposable
{
    private const string Orders = "id,buyer_id,state,bought,approved,handed_over,arrived\n"
        + "o1,b1,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-04 19:55:00,2017-10-10 21:25:13\n"
        + "o2,b2,canceled,2018-01-05 08:00:00,2018-01-05 09:00:00,,\n"
        + "o3,b9,shipped,2018-02-17 23:30:00,,2017-10-15 00:30:00,\n";

    private const string Items = "order;item;product;price\no1;2;p9;5,00\no1;1;p7;10,50\no2;1;p8;7,25\n";
    private const string Buyers = "{\"id\":\"b1\",\"address\":{\"city\":\"São Paulo\"}}\n{\"id\":\"b2\",\"address\":{\"city\":null}}\n";

    private readonly TestWorkspace _workspace = new();

    public SourceTests()
    {
        _workspace.Write("own/orders-1.csv", Orders);
        _workspace.Write("own/items.csv", Items);
        _workspace.Write("own/buyers.jsonl", Buyers);
    }

    private SourceMapping Sales => new()
    {
        Name = "shop",
        Feed = "sales",
        Folder = Path.Combine(_workspace.Root, "own"),
        TimeZone = "America/Sao_Paulo",
        Inputs =
        [
            new SourceInput("orders", "orders-*.csv"),
            new SourceInput("items", "items.csv") { Delimiter = ';' },
            new SourceInput("buyers", "buyers.jsonl") { Format = SourceFormat.JsonLines },
        ],
        From = """
            orders
            left join (
                select "order" as id, arg_min(product, item::int) as product, sum(replace(price, ',', '.')::decimal(18, 2)) as price
                from items group by all
            ) as basket using (id)
            left join buyers on buyers.id = orders.buyer_id
            """,
        Columns =
        [
            new("order_id", "orders.id"),
            new("customer_name", "buyers.id"),
            new("product", "product"),
            new("quantity", "1"),
            new("unit_price", "coalesce(price, 0)"),
            new("destination", "address_city"),
            new("status", "'Pending'"),
            new("sale_timestamp", "bought"),
        ],
        Key = ["order_id"],
    };

    private SourceMapping Logistics => new()
    {
        Name = "shop",
        Feed = "logistics",
        Folder = Path.Combine(_workspace.Root, "own"),
        Inputs = [new SourceInput("orders", "**/orders-*.csv")],
        Columns = [new("order_id", "id")],
        Events =
        [
            new SourceEvent("Processing", "approved"),
            new SourceEvent("Shipped", "handed_over"),
            new SourceEvent("Delivered", "arrived"),
            new SourceEvent("case state when 'canceled' then 'Cancelled' end", "case state when 'canceled' then coalesce(handed_over, approved) end"),
        ],
    };

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Joined_inputs_become_rows_of_the_feed()
    {
        var rows = Read(Sales, "order_id, customer_name, product, quantity, unit_price, destination, status, sale_timestamp, carrier, _file, _line");

        Assert.Equal(
            [
                "o1|b1|p7|1|15.50|São Paulo|Pending|2017-10-02 13:56:33|∅|orders-1.csv|2",
                "o2|b2|p8|1|7.25|∅|Pending|2018-01-05 10:00:00|∅|orders-1.csv|3",
                "o3|∅|∅|1|0.00|∅|Pending|2018-02-18 02:30:00|∅|orders-1.csv|4",
            ],
            rows);
    }

    [Fact]
    public void The_relation_has_the_columns_of_the_feeds_own_files()
    {
        using var arrival = Look(Sales);
        using var result = _workspace.Connection.Query($"select * from {arrival.Open(0, _workspace.Connection)}");
        _workspace.Write("landing/sales/orders_20260103_060000.csv", Waybill.Events.Feeds.FeedCatalogue.Sales.Header + "\n");
        using var landed = _workspace.Look(Waybill.Events.Feeds.FeedCatalogue.Sales);

        Assert.Equal(landed.Columns, result.Columns);
        Assert.True(result.NextChunk(out var chunk));
        Assert.Equal("o1,b1,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-04 19:55:00,2017-10-10 21:25:13", Encoding.UTF8.GetString(chunk.Blob(20, 0)));
        Assert.Equal(TestWorkspace.Clock, chunk.TimestampMicros(19, 0));
    }

    [Fact]
    public void One_row_tells_of_several_events()
    {
        var rows = Read(Logistics, "order_id, status, status_timestamp, source_seq, _line");

        Assert.Equal(
            [
                "o1|Processing|2017-10-02 11:07:15|∅|2", "o1|Shipped|2017-10-04 19:55:00|∅|2", "o1|Delivered|2017-10-10 21:25:13|∅|2",
                "o2|Processing|2018-01-05 09:00:00|∅|3", "o2|Cancelled|2018-01-05 09:00:00|∅|3", "o3|Shipped|2017-10-15 00:30:00|∅|4",
            ],
            rows);
        Assert.Equal(6, Read(Logistics, "distinct _hash").Count);
    }

    [Theory]
    [InlineData(null, null, "2026-07-01 12:00:00", "2026-07-01 12:00:00")]
    [InlineData(null, null, "2026-07-01T12:00:00.250Z", "2026-07-01 12:00:00.25")]
    [InlineData(null, "America/Sao_Paulo", "2026-07-01 12:00:00+02", "2026-07-01 10:00:00")]
    [InlineData(null, "America/Sao_Paulo", "2026-07-01", "2026-07-01 03:00:00")]
    [InlineData(null, "America/Sao_Paulo", "2017-10-15 00:30:00", "2017-10-15 03:30:00")]
    [InlineData(null, "America/Sao_Paulo", "2018-02-17 23:30:00", "2018-02-18 02:30:00")]
    [InlineData("%d/%m/%Y %H:%M", "Africa/Nairobi", "03/02/2026 01:30", "2026-02-02 22:30:00")]
    [InlineData("%d/%m/%Y %H:%M", null, "2026-02-03 01:30:00", "2026-02-03 01:30:00")]
    [InlineData("%d/%m/%Y %H:%M %z", "Africa/Nairobi", "03/02/2026 01:30 +0100", "2026-02-03 00:30:00")]
    [InlineData("%d/%m/%Y %H:%M", "Africa/Nairobi", "31/02/2026 soon", "31/02/2026 soon")]
    public void Times_become_utc_and_what_is_no_time_stays(string? format, string? zone, string written, string expected)
    {
        _workspace.Write("own/orders-1.csv", $"id,bought\no1,\"{written}\"\n");
        var mapping = Sales with
        {
            TimeFormat = format,
            TimeZone = zone,
            Inputs = [Sales.Inputs[0]],
            From = null,
            Columns = [new("order_id", "id"), new("sale_timestamp", "bought")],
        };

        Assert.Equal([expected], Read(mapping, "sale_timestamp"));
    }

    [Fact]
    public void Only_new_files_of_the_driving_input_are_read_until_another_input_changes()
    {
        var held = new HashSet<string>();
        Assert.Equal(["o1", "o2", "o3"], Read(Sales, "order_id", held));
        Assert.Empty(Read(Sales, "order_id", held));

        _workspace.Write("own/orders-2.csv", "id,buyer_id,state,bought\no4,b1,new,2018-03-01 00:00:00\n");
        Assert.Equal(["o4"], Read(Sales, "order_id", held));

        _workspace.Write("own/items.csv", Items + "o3;1;p1;3,00\n");
        Assert.Equal(["o1", "o2", "o3", "o4"], Read(Sales, "order_id", held));
        Assert.Empty(Read(Sales, "order_id", held));
    }

    [Fact]
    public void The_index_is_used_for_sources_too()
    {
        _workspace.Options = new LandingOptions { IndexPath = Path.Combine(_workspace.Root, "state/sources.index") };
        var held = new HashSet<string>();

        Read(Sales, "order_id", held);

        Assert.Empty(Read(Sales, "order_id", held));
        Assert.Equal(4, File.ReadAllLines(_workspace.Options.IndexPath).Length);
    }

    [Fact]
    public void Bad_rows_of_every_input_are_rejected()
    {
        _workspace.Write("own/orders-1.csv", Orders + "o4,short\n");
        _workspace.Write("own/items.csv", Items + "o3;\"open;p1;3,00\n");
        _workspace.Write("own/buyers.jsonl", Buyers + "{\"id\":\"b3\",}\n{\"id\":\"b9\"}\n");
        using var arrival = Look(Sales);

        var names = _workspace.Connection.List<string?>($"select customer_name from {arrival.Open(0, _workspace.Connection)}");

        Assert.Equal(["b1", "b2", "b9"], names);
        Assert.Equal(
            ["buyers.jsonl:3:bad_json", "items.csv:5:unclosed_quote", "orders-1.csv:5:ragged_row"],
            arrival.Rejects.Select(r => $"{r.File}:{r.Line}:{r.Rule}").Order());
    }

    [Fact]
    public void Many_parts_share_the_joined_inputs()
    {
        _workspace.Limits = new ReadLimits { PartBytes = 200 };
        _workspace.Write("own/orders-1.csv", "id,buyer_id,bought\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"o{i},b1,2026-01-01 00:00:00\n")));
        using var arrival = Look(Sales);

        var rows = Enumerable.Range(0, arrival.Parts)
            .SelectMany(part => _workspace.Connection.List<string>($"select order_id || customer_name from {arrival.Open(part, _workspace.Connection)}"))
            .ToList();

        Assert.True(arrival.Parts > 5);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"o{i}b1"), rows);
        arrival.Dispose();
        Assert.Equal(0, _workspace.Connection.Scalar<long>("select count(*) from duckdb_tables()"));
    }

    [Fact]
    public void An_unknown_feed_column_or_zone_names_the_nearest()
    {
        Assert.Contains("'sales'", Refused(Sales with { Feed = "sale" }).Advice, StringComparison.Ordinal);
        Assert.Contains("'order_id'", Refused(Sales with { Columns = [new("orderid", "orders.id")] }).Advice, StringComparison.Ordinal);
        Assert.Contains("'America/Sao_Paulo'", Refused(Sales with { TimeZone = "America/Sao_Paolo" }).Advice, StringComparison.Ordinal);
        Assert.Contains("'items.csv'", Refused(Sales with { Inputs = [Sales.Inputs[0], new("items", "item.csv")] }).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_expression_is_named_with_its_key_and_the_columns_there_are()
    {
        var unknown = Refused(Sales with { Columns = [new("order_id", "orders.id"), new("quantity", "quantty")], From = "orders join items on \"order\" = orders.id" });
        var from = Refused(Sales with { From = "orders join itms on true" });
        var syntax = Refused(Sales with { Columns = [new("order_id", "orders.id"), new("quantity", "1 +")] });
        var sneaky = Refused(Sales with { Columns = [new("order_id", "orders.id); drop table x; select (1")] });
        var e = Refused(Logistics with { Events = [new("Shipped", "handed_ovr")] });

        Assert.StartsWith("sources.shop.columns.quantity: 'quantty' cannot be used: Binder Error:", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("orders (", unknown.Advice, StringComparison.Ordinal);
        Assert.StartsWith("sources.shop.from: ", from.Message, StringComparison.Ordinal);
        Assert.StartsWith("sources.shop.columns.quantity: '1 +'", syntax.Message, StringComparison.Ordinal);
        Assert.StartsWith("sources.shop.columns.order_id: ", sneaky.Message, StringComparison.Ordinal);
        Assert.StartsWith("sources.shop.events[0].timestamp: 'handed_ovr'", e.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'handed_over'?", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Mappings_that_cannot_work_are_refused_before_any_file_is_read()
    {
        Assert.Contains("inputs: there is none", Refused(Sales with { Inputs = [] }).Message, StringComparison.Ordinal);
        Assert.Contains("no name for a relation", Refused(Sales with { Inputs = [new("my orders", "*.csv")] }).Message, StringComparison.Ordinal);
        Assert.Contains("two inputs", Refused(Sales with { Inputs = [new("a", "*.csv"), new("A", "*.csv")] }).Message, StringComparison.Ordinal);
        Assert.Contains("must not leave the folder", Refused(Sales with { Inputs = [new("a", "../*.csv")] }).Message, StringComparison.Ordinal);
        Assert.Contains("must be relative", Refused(Sales with { Inputs = [new("a", "/etc/passwd")] }).Message, StringComparison.Ordinal);
        Assert.Contains("is not mapped", Refused(Sales with { Columns = [new("product", "1")] }).Message, StringComparison.Ordinal);
        Assert.Contains("mapped twice", Refused(Sales with { Columns = [new("order_id", "1"), new("order_id", "2")] }).Message, StringComparison.Ordinal);
        Assert.Contains("filled by 'events'", Refused(Logistics with { Columns = [new("order_id", "id"), new("status", "state")] }).Message, StringComparison.Ordinal);
        Assert.Contains("there is no folder", Refused(Sales with { Folder = "/no/such/folder" }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_with_odd_names_are_within_reach()
    {
        _workspace.Write("own/orders-1.csv", "Order ID,_file,Größe,,say \"\"hi\"\",at\no1,f,g,h,i,2026-01-01\n");
        var mapping = Sales with
        {
            Inputs = [Sales.Inputs[0]],
            From = null,
            Columns = [new("order_id", "order id"), new("sale_timestamp", "at"), new("product", "\"Größe\" || column_4 || extra_file -- all\n")],
        };

        Assert.Equal(["o1|ghf|2026-01-01 03:00:00|orders-1.csv"], Read(mapping, "order_id, product, sale_timestamp, _file"));
    }

    private static List<string> ReadAll(SourceArrival arrival, DuckDbConnection connection, string columns)
    {
        var rows = new List<string>();
        for (var part = 0; part < arrival.Parts; part++)
        {
            using var result = connection.Query($"select {columns} from {arrival.Open(part, connection)}");
            while (result.NextChunk(out var chunk))
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    rows.Add(string.Join('|', Enumerable.Range(0, result.Columns.Count).Select(c => chunk.Value(c, row) ?? "∅")));
                }
            }
        }

        return rows;
    }

    private SourceArrival Look(SourceMapping mapping, IReadOnlySet<string>? held = null) =>
        new SourceZone(_workspace.Options, _workspace.Limits).Look(mapping, held ?? new HashSet<string>(), TestWorkspace.Clock);

    private List<string> Read(SourceMapping mapping, string columns, HashSet<string>? held = null)
    {
        using var arrival = Look(mapping, held);
        held?.UnionWith(arrival.Files.Select(f => f.ContentId));
        return ReadAll(arrival, _workspace.Connection, columns);
    }

    private WaybillException Refused(SourceMapping mapping)
    {
        var error = Assert.Throws<WaybillException>(() => Read(mapping, "*"));
        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        return error;
    }
}
