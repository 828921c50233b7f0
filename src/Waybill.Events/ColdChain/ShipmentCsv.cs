using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.ColdChain;

/// <summary>Writes rows of shipments.</summary>
public sealed class ShipmentCsv() : RowCodec<ShipmentRow>(FeedCatalogue.Shipments)
{
    public override void WriteField(ByteBuffer buffer, int column, in ShipmentRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        switch (Feed.Columns[column].Name)
        {
            case "units":
                WriteWhole(buffer, row.Units);
                break;
            case "unit_price":
                WriteHundredths(buffer, row.UnitPrice.Cents);
                break;
            case "promised_at":
                WriteTime(buffer, row.PromisedAt);
                break;
            case "source_seq":
                WriteWhole(buffer, row.SourceSeq);
                break;
            default:
                WriteText(buffer, TextOf(column, in row));
                break;
        }
    }

    public override void WriteKey(ByteBuffer buffer, in ShipmentRow row) => WriteText(buffer, row.ShipmentId);

    public override Instant TimeOf(in ShipmentRow row) => row.PromisedAt;

    private string TextOf(int column, in ShipmentRow row) => Feed.Columns[column].Name switch
    {
        "shipment_id" => row.ShipmentId,
        "trip_id" => row.TripId,
        "order_id" => row.OrderId,
        "customer" => row.Customer,
        "product" => row.Product,
        "cargo" => CargoKinds.Name(row.Cargo),
        "origin" => row.Origin,
        "destination" => row.Destination,
        _ => throw NoSuchColumn(column),
    };
}
