using Waybill.Events.Rows;
using Waybill.Sim.Commerce;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Scenarios;

namespace Waybill.Tests.Sim.Commerce.Sources;

/// <summary>An order beside what the book knows of it long after it was placed.</summary>
internal sealed record SourcedOrder(SalesRow Row, OrderFacts Facts)
{
    public CalendarEntry? Entry => Facts.Source?.Entry;

    public FraudPattern? Pattern => (Facts.Source as FraudDemand)?.Pattern;

    public int Minute => Row.SoldAt.SecondOfDay / 60;

    /// <summary>Counted from the world's first day.</summary>
    public int WorldDay => Row.Id.Day - SimulatedCells.StartDay;

    /// <summary>All orders of a world, each asked for anew by a book that has seen none of them.</summary>
    public static SourcedOrder[] Of(SimulatedCells cells)
    {
        var book = new OrderBook(cells.Plan.World, SimulatedCells.StartDay);
        return
        [
            .. cells.Orders.GroupBy(order => order.Id.Cell).SelectMany(cell =>
            {
                book.Open(cell.Key);
                return cell.Reverse().Select(row => new SourcedOrder(
                    row, book.Facts(new Placement(row.Id.Day, row.Id.Sequence, row.SoldAt.SecondOfDay / 60)))).ToArray();
            }),
        ];
    }
}
