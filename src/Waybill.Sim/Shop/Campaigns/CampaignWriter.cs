using System.Text;
using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Shop.Campaigns;

/// <summary>
/// Writes the promotions of a day's campaigns and flash sales. Every market has rows of its own, so that cells share nothing.
/// </summary>
internal sealed class CampaignWriter(ShopContext context)
{
    private const int LongestCodeName = 16;

    public void Write(DayPlan plan, Instant midnight)
    {
        foreach (DemandSource source in plan.Sources)
        {
            if (source.Entry is not (FlashSale or PromotionBlast))
            {
                continue;
            }

            context.Begin(midnight, ShopTransactionKind.Catalogue);
            switch (source.Entry)
            {
                case FlashSale sale:
                    Insert(plan.Day, source.Number, NameOf(sale, "Flash sale"), code: null, sale.Discount, sale.Channels, segment: null, 0)
                        .Time(midnight.AddSeconds(sale.StartMinute * 60L)).Time(midnight.AddSeconds((sale.StartMinute + sale.Minutes) * 60L));
                    break;
                case PromotionBlast blast:
                    string name = NameOf(blast, "Campaign");
                    string? segment = blast.Segment == CustomerSegment.All ? null : CustomerSegments.Names[(int)blast.Segment];
                    Insert(plan.Day, source.Number, name, CodeOf(name, plan.Day, source.Number), blast.Discount, blast.Channels, segment, blast.MinSpend)
                        .Time(midnight.AddSeconds(blast.StartMinute * 60L)).Time(midnight.AddSeconds(Instant.SecondsPerDay));
                    break;
            }

            context.Commit();
        }
    }

    private ShopLog Insert(
        int day, int number, string name, string? code, decimal discount, IReadOnlyList<string> channels, string? segment, decimal minSpend)
    {
        ShopLog log = context.Log.Insert(ShopCatalogue.Promotions).Number(context.CampaignId(day, number));
        log = (code is null ? log.Null() : log.Text(Encoding.UTF8.GetBytes(code)))
            .Text(Encoding.UTF8.GetBytes(name)).Text("percent"u8).Number((long)(discount * 10_000))
            .Number(channels.Count == 1 ? context.World.Vocabulary.Channels.IndexOf(channels[0]) + 1 : null).Null();
        return (segment is null ? log.Null() : log.Text(Encoding.UTF8.GetBytes(segment))).Number((long)(minSpend * 100));
    }

    private static string NameOf(CalendarEntry entry, string usual) => entry.Name.Length > 0 ? entry.Name : usual;

    /// <summary>What customers type: MIDMONTHCOUPON-260105-3-0002, another one in every market.</summary>
    private string CodeOf(string name, int day, int number)
    {
        string letters = string.Concat(name.Where(char.IsAsciiLetterOrDigit).Take(LongestCodeName)).ToUpperInvariant();
        string date = Instant.FromDay(day).ToString()[2..10].Replace("-", "", StringComparison.Ordinal);
        return $"{letters}-{date}-{number}-{context.Cell:0000}";
    }
}
