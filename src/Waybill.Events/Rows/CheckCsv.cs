using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>Writes rows of qc_checks.</summary>
public sealed class CheckCsv(FactoryVocabulary vocabulary) : RowCodec<CheckRow>(FeedCatalogue.QcChecks)
{
    public override void WriteField(ByteBuffer buffer, int column, in CheckRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        switch ((CheckColumn)column)
        {
            case CheckColumn.CheckId:
                WriteKey(buffer, in row);
                break;
            case CheckColumn.BatchId:
                BatchIdText.Append(buffer, row.Batch, vocabulary.MachineCodes);
                break;
            case CheckColumn.CheckTimestamp:
                WriteTime(buffer, row.At);
                break;
            case CheckColumn.InspectorId:
                buffer.Append(vocabulary.Inspectors.Field(row.Inspector));
                break;
            case CheckColumn.PassFail:
                buffer.Append(FactoryVocabulary.Results.Field(row.Passed ? 1 : 0));
                break;
            case CheckColumn.DefectNotes:
                buffer.Append(vocabulary.DefectNotes.Field(row.Notes));
                break;
            case CheckColumn.SourceSeq:
                WriteWhole(buffer, row.SourceSeq);
                break;
            default:
                throw NoSuchColumn(column);
        }
    }

    public override void WriteKey(ByteBuffer buffer, in CheckRow row)
    {
        BatchIdText.AppendDay(buffer, (byte)'Q', row.Day);
        BatchIdText.AppendPadded(buffer, row.Number, 5);
    }

    public override Instant TimeOf(in CheckRow row) => row.At;
}
