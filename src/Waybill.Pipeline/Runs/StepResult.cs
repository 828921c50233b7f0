using Waybill.Pipeline.Landing;

namespace Waybill.Pipeline.Runs;

/// <summary>What a run did for one model.</summary>
public sealed record StepResult
{
    public required string Model { get; init; }

    public required StepAction Action { get; init; }

    /// <summary>Rows that were read from files, or keys that had changed; -1 when everything was computed.</summary>
    public long Changed { get; init; }

    /// <summary>Rows added to the table; a changed row counts as added and removed.</summary>
    public long RowsAdded { get; init; }

    public long RowsRemoved { get; init; }

    /// <summary>Rows that the model's quarantine table holds more than before, counting those replaced as none.</summary>
    public long Quarantined { get; init; }

    /// <summary>Bytes of the files that were read; for models that take in a feed.</summary>
    public long Bytes { get; init; }

    /// <summary>Snapshot of the table after the step; null when it has none.</summary>
    public long? SnapshotId { get; init; }

    /// <summary>Wall-clock time of the step; while several steps ran, each was given its part of that time.</summary>
    public double Seconds { get; init; }

    /// <summary>What is to be said about files that landed.</summary>
    public IReadOnlyList<ArrivalNote> Notes { get; init; } = [];

    public IReadOnlyList<CheckResult> FailedChecks { get; init; } = [];
}
