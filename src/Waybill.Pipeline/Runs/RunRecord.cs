namespace Waybill.Pipeline.Runs;

/// <summary>What happened in a run; kept as JSON in the workspace.</summary>
public sealed record RunRecord
{
    public required string RunId { get; init; }

    /// <summary>The run's clock, ISO 8601 UTC: the world's clock for a simulated workspace.</summary>
    public required string Clock { get; init; }

    /// <summary>Wall-clock start, ISO 8601 UTC.</summary>
    public required string StartedAt { get; init; }

    public required double Seconds { get; init; }

    public bool FullRefresh { get; init; }

    public IReadOnlyList<string> Select { get; init; } = [];

    public required IReadOnlyList<StepResult> Steps { get; init; }

    /// <summary>Null when the run came to its end; otherwise what stopped it.</summary>
    public string? Error { get; init; }

    /// <summary>Rows added to the tables of a layer.</summary>
    public long RowsIn(string layer) => Of(layer).Sum(s => s.RowsAdded);

    /// <summary>Wall-clock time spent on a layer.</summary>
    public double SecondsOf(string layer) => Of(layer).Sum(s => s.Seconds);

    private IEnumerable<StepResult> Of(string layer) => Steps.Where(s => s.Model.StartsWith(layer + ".", StringComparison.Ordinal));

    /// <summary>No model failed and nothing stopped the run.</summary>
    public bool Succeeded => Error is null && Steps.All(s => s.Action is not (StepAction.Failed or StepAction.Skipped));
}
