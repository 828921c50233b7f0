using System.Text;
using Waybill.Events.Feeds;

namespace Waybill.Sim.Faults;

/// <summary>The feeds' column names as the ledger writes them.</summary>
internal static class ColumnNames
{
    public static byte[][] Sales { get; } = Names(FeedCatalogue.Sales);

    public static byte[][] Logistics { get; } = Names(FeedCatalogue.Logistics);

    private static byte[][] Names(FeedDefinition feed) =>
        [.. feed.Columns.Select(column => Encoding.ASCII.GetBytes(column.Name))];
}
