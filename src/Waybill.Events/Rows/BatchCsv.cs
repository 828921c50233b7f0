using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>Writes rows of production_batches.</summary>
public sealed class BatchCsv(FactoryVocabulary vocabulary) : RowCodec<BatchRow>(FeedCatalogue.ProductionBatches)
{
    public override void WriteField(ByteBuffer buffer, int column, in BatchRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        switch ((BatchColumn)column)
        {
            case BatchColumn.BatchId:
                BatchIdText.Append(buffer, row.Id, vocabulary.MachineCodes);
                break;
            case BatchColumn.MachineId:
                buffer.Append(vocabulary.Machines.Field(row.Id.Machine));
                break;
            case BatchColumn.ProductName:
                buffer.Append(vocabulary.Products.Field(row.Product));
                break;
            case BatchColumn.StartTime:
                WriteTime(buffer, row.StartedAt);
                break;
            case BatchColumn.EndTime:
                WriteTime(buffer, row.EndedAt);
                break;
            case BatchColumn.FactoryId:
                buffer.Append(vocabulary.Factories.Field(row.Factory));
                break;
            case BatchColumn.OperatorId:
                buffer.Append(vocabulary.Operators.Field(row.Operator));
                break;
            default:
                WriteWhole(buffer, NumberOf((BatchColumn)column, in row));
                break;
        }
    }

    public override void WriteKey(ByteBuffer buffer, in BatchRow row) =>
        BatchIdText.Append(buffer, row.Id, vocabulary.MachineCodes);

    public override Instant TimeOf(in BatchRow row) => row.EndedAt;

    private static long NumberOf(BatchColumn column, in BatchRow row) => column switch
    {
        BatchColumn.UnitsProduced => row.Produced,
        BatchColumn.UnitsDefective => row.Defective,
        BatchColumn.UnitsConsumed => row.Consumed,
        BatchColumn.SourceSeq => row.SourceSeq,
        _ => throw NoSuchColumn((int)column),
    };
}
