using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Cli.Running;

/// <summary>The figures that people ask for first, read from gold.</summary>
internal sealed record KpiSummary
{
    private const string Summary = "gold.kpi_summary";
    private const string Distribution = "gold.kpi_status_distribution";

    public required long Orders { get; init; }

    /// <summary>Unit price × quantity of all orders.</summary>
    public required decimal GmvPlaced { get; init; }

    public required decimal GmvNotCancelled { get; init; }

    public required decimal GmvDelivered { get; init; }

    /// <summary>Orders whose delivery time can be trusted; lead time is of these.</summary>
    public required long LeadTimeOrders { get; init; }

    public required double? LeadTimeMeanDays { get; init; }

    /// <summary>Percentiles interpolate linearly (type 7); those of more than a million orders are at most an hour off.</summary>
    public required double? LeadTimeMedianDays { get; init; }

    public required double? LeadTimeP90Days { get; init; }

    /// <summary>Delivered at or before the promised moment, of delivered orders that had a promise.</summary>
    public required double? OnTimeOfDelivered { get; init; }

    /// <summary>The same by calendar date.</summary>
    public required double? OnTimeByDateOfDelivered { get; init; }

    /// <summary>Delivered on time, of all orders that were due before the as-of day and not cancelled.</summary>
    public required double? OnTimeOfDue { get; init; }

    /// <summary>The day of the latest event that is known (UTC, yyyy-MM-dd).</summary>
    public required string? AsOf { get; init; }

    /// <summary>Orders by current status, in the order of an order's life.</summary>
    public required IReadOnlyDictionary<string, long> Statuses { get; init; }

    /// <summary>Reads the figures; null when gold has not been built or knows no order.</summary>
    public static KpiSummary? Read(ITableCatalog catalog, ModelLibrary library)
    {
        using var session = Open(catalog, library);
        if (session.Define([Summary, Distribution]) is not null)
        {
            return null;
        }

        using var connection = session.Connect();
        using var result = connection.Query("""
            select
                coalesce(orders, 0), coalesce(gmv_placed, 0)::decimal(38, 2), coalesce(gmv_not_cancelled, 0)::decimal(38, 2),
                coalesce(gmv_delivered, 0)::decimal(38, 2),
                lead_time_orders, lead_time_mean_days, lead_time_median_days, lead_time_p90_days,
                on_time_of_delivered, on_time_by_date_of_delivered, on_time_of_due, strftime(as_of_date, '%Y-%m-%d')
            from gold.kpi_summary
            """);
        result.NextChunk(out var row);
        var orders = row!.Int64(0, 0); // an aggregate without groups always has its row
        return orders == 0 ? null : new KpiSummary
        {
            Orders = orders,
            GmvPlaced = row.Decimal(1, 0),
            GmvNotCancelled = row.Decimal(2, 0),
            GmvDelivered = row.Decimal(3, 0),
            LeadTimeOrders = row.Int64(4, 0),
            LeadTimeMeanDays = Number(row, 5),
            LeadTimeMedianDays = Number(row, 6),
            LeadTimeP90Days = Number(row, 7),
            OnTimeOfDelivered = Number(row, 8),
            OnTimeByDateOfDelivered = Number(row, 9),
            OnTimeOfDue = Number(row, 10),
            AsOf = row.IsNull(11, 0) ? null : row.Text(11, 0),
            Statuses = ReadStatuses(connection),
        };
    }

    // Of the whole lake only what the figures are read from.
    private static LakeSession Open(ITableCatalog catalog, ModelLibrary library)
    {
        using var parsing = DuckDbDatabase.Open();
        using var connection = parsing.Connect();
        var graph = new ModelGraph(library, connection);
        string[] read = [.. ((string[])[Summary, Distribution]).Where(n => library.Find(n) is not null)];
        var needed = read.Concat(read.SelectMany(graph.TableInputs)).Distinct(StringComparer.Ordinal);
        var tables = needed.Where(t => !t.StartsWith("seed.", StringComparison.Ordinal) && catalog.Exists(TableId.Parse(t)))
            .ToDictionary(t => t, t => catalog.Load(TableId.Parse(t)), StringComparer.Ordinal);
        return LakeSession.Open(new DuckDbOptions(), new LakeDefinitions(library, graph, tables, asOfMs: null));
    }

    private static double? Number(ChunkReader row, int column) => row.IsNull(column, 0) ? null : Math.Round(row.Double(column, 0), 9);

    private static Dictionary<string, long> ReadStatuses(DuckDbConnection connection)
    {
        using var result = connection.Query("""
            select status, orders
            from gold.kpi_status_distribution
            where basis = 'event' and orders > 0
            qualify as_of_date = max(as_of_date) over ()
            order by list_position(['Pending', 'Processing', 'Shipped', 'Delivered', 'Returned', 'Cancelled'], status)
            """);
        var statuses = new Dictionary<string, long>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                statuses.Add(chunk.Text(0, row), chunk.Int64(1, row));
            }
        }

        return statuses;
    }
}
