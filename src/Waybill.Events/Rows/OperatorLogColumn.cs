namespace Waybill.Events.Rows;

/// <summary>The columns of operator_logs by their position in <see cref="Feeds.FeedCatalogue.OperatorLogs"/>.</summary>
public enum OperatorLogColumn
{
    LogId,
    MachineId,
    OperatorId,
    LogTimestamp,
    Action,
    Notes,
    SourceSeq,
}
