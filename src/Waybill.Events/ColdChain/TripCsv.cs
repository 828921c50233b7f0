using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.ColdChain;

/// <summary>Writes rows of trips.</summary>
public sealed class TripCsv() : RowCodec<TripRow>(FeedCatalogue.Trips)
{
    public override void WriteField(ByteBuffer buffer, int column, in TripRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        switch (Feed.Columns[column].Name)
        {
            case "trip_id":
                WriteText(buffer, row.TripId);
                break;
            case "truck_id":
                WriteText(buffer, row.TruckId);
                break;
            case "driver_id":
                WriteText(buffer, row.DriverId);
                break;
            case "route":
                WriteText(buffer, row.Route);
                break;
            case "cargo":
                WriteText(buffer, CargoKinds.Name(row.Cargo));
                break;
            case "set_point":
                WriteHundredths(buffer, row.SetPointMilli / 10);
                break;
            case "planned_departure":
                WriteTime(buffer, row.PlannedDeparture);
                break;
            case "planned_arrival":
                WriteTime(buffer, row.PlannedArrival);
                break;
            case "source_seq":
                WriteWhole(buffer, row.SourceSeq);
                break;
            default:
                throw NoSuchColumn(column);
        }
    }

    public override void WriteKey(ByteBuffer buffer, in TripRow row) => WriteText(buffer, row.TripId);

    public override Instant TimeOf(in TripRow row) => row.PlannedDeparture;
}
