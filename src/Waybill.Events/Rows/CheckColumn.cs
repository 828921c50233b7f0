namespace Waybill.Events.Rows;

/// <summary>The columns of qc_checks by their position in <see cref="Feeds.FeedCatalogue.QcChecks"/>.</summary>
public enum CheckColumn
{
    CheckId,
    BatchId,
    CheckTimestamp,
    InspectorId,
    PassFail,
    DefectNotes,
    SourceSeq,
}
