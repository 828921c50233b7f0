namespace Waybill.Events.Rows;

/// <summary>The columns of production_batches by their position in <see cref="Feeds.FeedCatalogue.ProductionBatches"/>.</summary>
public enum BatchColumn
{
    BatchId,
    MachineId,
    ProductName,
    StartTime,
    EndTime,
    UnitsProduced,
    UnitsDefective,
    FactoryId,
    UnitsConsumed,
    OperatorId,
    SourceSeq,
}
