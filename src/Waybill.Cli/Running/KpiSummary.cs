using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;

namespace Waybill.Cli.Running;

/// <summary>The figures that people ask for first, read from gold.</summary>
internal sealed record KpiSummary
{
    private static readonly string[] Tables = ["gold.fct_orders", "gold.kpi_gmv", "gold.sales"];

    public required long Orders { get; init; }

    /// <summary>Unit price × quantity of all orders.</summary>
    public required decimal GmvPlaced { get; init; }

    public required decimal GmvNotCancelled { get; init; }

    public required decimal GmvDelivered { get; init; }

    /// <summary>Orders whose delivery time can be trusted; lead time is of these.</summary>
    public required long LeadTimeOrders { get; init; }

    public required double? LeadTimeMeanDays { get; init; }

    /// <summary>Percentiles interpolate linearly (type 7).</summary>
    public required double? LeadTimeMedianDays { get; init; }

    public required double? LeadTimeP90Days { get; init; }

    /// <summary>Delivered at or before the promised moment, of delivered orders that had a promise.</summary>
    public required double? OnTimeOfDelivered { get; init; }

    /// <summary>The same by calendar date.</summary>
    public required double? OnTimeByDateOfDelivered { get; init; }

    /// <summary>Delivered on time, of all orders that were due by the as-of time and not cancelled.</summary>
    public required double? OnTimeOfDue { get; init; }

    /// <summary>The latest event that is known: what is due is due by then.</summary>
    public required string? AsOf { get; init; }

    /// <summary>Orders by current status, in the order of an order's life.</summary>
    public required IReadOnlyDictionary<string, long> Statuses { get; init; }

    /// <summary>Reads the figures; null when gold has not been built.</summary>
    public static KpiSummary? Read(ITableCatalog catalog)
    {
        if (Tables.Any(t => !catalog.Exists(Waybill.Lake.TableId.Parse(t))))
        {
            return null;
        }

        using var query = LakeQuery.Open(catalog, library: null);
        using var result = query.Connection.Query("""
            with as_of as (
                select max(greatest(ordered_at, processing_at, shipped_at, delivered_at, returned_at, cancelled_at)) as as_of
                from gold.fct_orders
            )

            select
                count(*),
                coalesce(sum(gross_amount), 0)::decimal(38, 2),
                coalesce(sum(gross_amount) filter (where not is_cancelled), 0)::decimal(38, 2),
                coalesce(sum(gross_amount) filter (where is_delivered), 0)::decimal(38, 2),
                count(lead_time_us),
                avg(lead_time_us) / 86400000000.0,
                quantile_cont(lead_time_us / 86400000000.0, 0.5),
                quantile_cont(lead_time_us / 86400000000.0, 0.9),
                count(*) filter (where is_on_time)::double
                    / nullif(count(*) filter (where is_on_time is not null), 0),
                count(*) filter (where is_on_time_by_date)::double
                    / nullif(count(*) filter (where is_on_time_by_date is not null), 0),
                count(*) filter (where is_on_time and not is_cancelled and promised_at <= as_of.as_of)::double
                    / nullif(count(*) filter (where not is_cancelled and promised_at <= as_of.as_of
                        and not (is_delivered and delivered_at is null)), 0),
                strftime(any_value(as_of.as_of), '%Y-%m-%d %H:%M:%S')
            from gold.fct_orders
            cross join as_of
            """);
        result.NextChunk(out var row);
        return new KpiSummary
        {
            Orders = row!.Int64(0, 0), // an aggregate without groups always has its row
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
            Statuses = ReadStatuses(query.Connection),
        };
    }

    private static double? Number(ChunkReader row, int column) => row.IsNull(column, 0) ? null : Math.Round(row.Double(column, 0), 9);

    private static Dictionary<string, long> ReadStatuses(DuckDbConnection connection)
    {
        using var result = connection.Query("""
            select status, count(*)
            from gold.sales
            group by status
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
