using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>Writes elements of sensor_logs.</summary>
public sealed class SensorJson(FactoryVocabulary vocabulary) : RowCodec<SensorRow>(FeedCatalogue.SensorLogs)
{
    private const byte Quote = (byte)'"';

    public override void WriteField(ByteBuffer buffer, int column, in SensorRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        bool isText = (SensorColumn)column is SensorColumn.MachineId or SensorColumn.Timestamp or SensorColumn.BatchId;
        if (isText)
        {
            buffer.Append(Quote);
        }

        WritePlain(buffer, (SensorColumn)column, in row);
        if (isText)
        {
            buffer.Append(Quote);
        }
    }

    public override void WriteKey(ByteBuffer buffer, in SensorRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        buffer.Append(vocabulary.Machines.Raw(row.Batch.Machine));
        buffer.Append((byte)' ');
        WriteTime(buffer, row.At);
    }

    public override Instant TimeOf(in SensorRow row) => row.At;

    private void WritePlain(ByteBuffer buffer, SensorColumn column, in SensorRow row)
    {
        ref byte start = ref buffer.Reserve(Instant.MaxTextLength + Utf8Number.Slack);
        switch (column)
        {
            case SensorColumn.MachineId:
                buffer.Append(vocabulary.Machines.Raw(row.Batch.Machine));
                break;
            case SensorColumn.Timestamp:
                WriteTime(buffer, row.At);
                break;
            case SensorColumn.Temperature:
                buffer.Advance(Utf8Number.WriteTenths(ref start, 0, row.DeciCelsius));
                break;
            case SensorColumn.Pressure:
                buffer.Advance(Utf8Number.WriteHundredths(ref start, 0, row.Centibar));
                break;
            case SensorColumn.EnergyKwh:
                buffer.Advance(Utf8Number.WriteThousandths(ref start, 0, row.WattHours));
                break;
            case SensorColumn.EfficiencyPercent:
                buffer.Advance(Utf8Number.WriteTenths(ref start, 0, row.EfficiencyPerMille));
                break;
            case SensorColumn.BatchId:
                BatchIdText.Append(buffer, row.Batch, vocabulary.MachineCodes);
                break;
            case SensorColumn.SourceSeq:
                WriteWhole(buffer, row.SourceSeq);
                break;
            default:
                throw NoSuchColumn((int)column);
        }
    }
}
