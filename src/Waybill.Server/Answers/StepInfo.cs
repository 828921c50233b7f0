namespace Waybill.Server.Answers;

/// <summary>What a run did for one model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Action">up_to_date, ingested, incremental, full, failed or skipped.</param>
/// <param name="Changed">Rows read from files, or keys that had changed; -1 when everything was computed.</param>
/// <param name="RowsAdded">Rows added; a changed row counts as added and removed.</param>
/// <param name="RowsRemoved">Rows removed.</param>
/// <param name="Quarantined">Rows that the model's quarantine holds more than before.</param>
/// <param name="Bytes">Bytes of the files that were read.</param>
/// <param name="SnapshotId">The table's snapshot after the step, as text.</param>
/// <param name="Seconds">Wall-clock time; while several steps ran, its part of that.</param>
/// <param name="Notes">What is to be said about files that landed.</param>
/// <param name="FailedChecks">The checks that found rows.</param>
public sealed record StepInfo(
    string Model, string Action, long Changed, long RowsAdded, long RowsRemoved, long Quarantined, long Bytes, string? SnapshotId, double Seconds,
    IReadOnlyList<string> Notes, IReadOnlyList<FailedCheck> FailedChecks);
