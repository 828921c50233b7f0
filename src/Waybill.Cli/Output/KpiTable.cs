using System.Globalization;
using Waybill.Cli.Running;

namespace Waybill.Cli.Output;

/// <summary>The figures of gold, each with what it means.</summary>
internal static class KpiTable
{
    public static void Write(KpiSummary kpis)
    {
        var table = new TableView("figure", "value>", "what it is");
        table.Add("orders", Texts.Count(kpis.Orders), "all that were placed");
        table.Add("GMV placed", Texts.Amount(kpis.GmvPlaced), "unit price × quantity of all orders");
        table.Add("GMV without cancelled", Texts.Amount(kpis.GmvNotCancelled), "the same without orders that are cancelled now");
        table.Add("GMV delivered", Texts.Amount(kpis.GmvDelivered), "the same of orders that were delivered");
        table.Add("lead time, median", Days(kpis.LeadTimeMedianDays),
            $"delivered minus placed, of {Texts.Count(kpis.LeadTimeOrders)} orders delivered at a known time");
        table.Add("lead time, mean", Days(kpis.LeadTimeMeanDays), "");
        table.Add("lead time, 90 % within", Days(kpis.LeadTimeP90Days), "percentile, type 7");
        table.Add("on time", Share(kpis.OnTimeOfDelivered), "delivered by the promised moment, of delivered orders");
        table.Add("on time by date", Share(kpis.OnTimeByDateOfDelivered), "delivered by the promised day, of delivered orders");
        table.Add("on time of due", Share(kpis.OnTimeOfDue), $"of orders promised before {kpis.AsOf}: what is still under way counts as late");
        foreach (var (status, orders) in kpis.Statuses)
        {
            table.Add($"orders {status.ToLowerInvariant()}", Texts.Count(orders),
                $"{Texts.Percent((double)orders / Math.Max(1, kpis.Orders))} of all, by the latest status");
        }

        table.Write("What gold says");
    }

    private static string Days(double? days) => days is { } d ? d.ToString("0.00", CultureInfo.InvariantCulture) + " days" : "–";

    private static string Share(double? share) => share is { } s ? Texts.Percent(s) : "–";
}
