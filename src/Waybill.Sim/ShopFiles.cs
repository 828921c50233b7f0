using Waybill.Events.Shop;

namespace Waybill.Sim;

/// <summary>Renders a day's transactions of a shop as lines of its change files.</summary>
internal sealed class ShopFiles
{
    private readonly ShopChangeCsv _csv = new();

    public void Write(CellDay day)
    {
        var reader = new ShopLogReader(day.Shop.Written);
        while (reader.NextTransaction(out ShopTransaction transaction))
        {
            while (reader.NextChange(out ShopChange change))
            {
                FeedSegment segment = day.ShopSegment(change.Table.Index);
                _csv.Append(segment.Bytes, in transaction, in change);
                segment.Rows++;
            }
        }
    }
}
