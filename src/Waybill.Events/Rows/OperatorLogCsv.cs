using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>Writes rows of operator_logs.</summary>
public sealed class OperatorLogCsv(FactoryVocabulary vocabulary) : RowCodec<OperatorLogRow>(FeedCatalogue.OperatorLogs)
{
    /// <summary>Length of <c>yyyy-MM-dd</c>.</summary>
    private const int DateLength = 10;

    public override void WriteField(ByteBuffer buffer, int column, in OperatorLogRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        switch ((OperatorLogColumn)column)
        {
            case OperatorLogColumn.LogId:
                buffer.Append("LOG-"u8);
                BatchIdText.AppendPadded(buffer, row.Number, 3);
                break;
            case OperatorLogColumn.MachineId:
                buffer.Append(vocabulary.Machines.Field(row.Machine));
                break;
            case OperatorLogColumn.OperatorId:
                buffer.Append(vocabulary.Operators.Field(row.Operator));
                break;
            case OperatorLogColumn.LogTimestamp:
                WriteTime(buffer, row.At);
                break;
            case OperatorLogColumn.Action:
                buffer.Append(FactoryVocabulary.Actions.Field((int)row.Action));
                break;
            case OperatorLogColumn.Notes:
                buffer.Append(vocabulary.OperatorNotes.Field(row.Notes));
                break;
            case OperatorLogColumn.SourceSeq:
                WriteWhole(buffer, row.SourceSeq);
                break;
            default:
                throw NoSuchColumn(column);
        }
    }

    public override void WriteKey(ByteBuffer buffer, in OperatorLogRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        buffer.Append(vocabulary.Machines.Raw(row.Machine));
        buffer.Append((byte)' ');
        buffer.Advance(Utf8Date.WriteDate(ref buffer.Reserve(DateLength + Utf8Number.Slack), 0, row.Day));
        buffer.Append((byte)' ');
        WriteField(buffer, (int)OperatorLogColumn.LogId, in row);
    }

    public override Instant TimeOf(in OperatorLogRow row) => row.At;
}
