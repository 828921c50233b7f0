using System.Globalization;
using Waybill.DuckDb;
using Waybill.Pipeline.Models;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Pipeline;

public sealed class KpiSummaryTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1_000_000, 0)]
    [InlineData(1_000_001, 1)]
    public void Percentiles_of_few_orders_are_exact_and_those_of_many_at_most_an_hour_off(int orders, double tolerance)
    {
        var model = ModelLibrary.Load(Repository.PathOf("models")).Find("gold.kpi_summary");
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        connection.Execute(Gold(orders));

        using var result = connection.Query($"""
            select lead_time_median_days * 24, median_hours, lead_time_p90_days * 24, p90_hours
            from ({model!.Sql}) cross join (
                select quantile_cont(lead_time_us, 0.5) / 3600000000 as median_hours, quantile_cont(lead_time_us, 0.9) / 3600000000 as p90_hours from gold.fct_orders)
            """);

        Assert.True(result.NextChunk(out var row));
        foreach (var column in (int[])[0, 2])
        {
            Assert.Equal(orders == 0, row.IsNull(column, 0));
            Assert.Equal(orders == 0, row.IsNull(column + 1, 0));
            if (orders > 0)
            {
                Assert.Equal(row.Double(column + 1, 0), row.Double(column, 0), tolerance + 1e-9);
                Assert.Equal(tolerance > 0, Math.Abs(row.Double(column + 1, 0) - row.Double(column, 0)) > 1e-9);
            }
        }
    }

    // Lead times are skewed, lie in no order, and some orders have none.
    private static string Gold(int orders) => string.Create(CultureInfo.InvariantCulture, $"""
        create schema gold;
        create table gold.fct_orders as
            select (power(hash(i) % 1000003, 3) / 1000003)::bigint as lead_time_us from range({orders}) r(i) union all select null from range(10);
        create table gold.kpi_lead_time_hours as
            select (hash(lead_time_us) % 3)::integer as delivered_date, (lead_time_us // 3600000000)::integer as lead_time_hours, count(*) as orders
            from gold.fct_orders where lead_time_us is not null group by all;
        create table gold.kpi_lead_time as select 'all' as slice, count(lead_time_us) as orders, sum(lead_time_us) as lead_time_sum_us from gold.fct_orders;
        create table gold.kpi_gmv as select 1 as orders_placed, 1 as gmv_placed, 1 as gmv_not_cancelled, 1 as gmv_delivered;
        create table gold.kpi_status_distribution as select date '2026-01-01' as as_of_date, 'event' as basis;
        create table gold.kpi_sla as
            select date '2026-01-01' as promised_date, 1 as on_time, 1 as on_time_by_date, 1 as delivered, 0 as delivered_at_unknown, 1 as orders_due;
        """);
}
