namespace Waybill.Pipeline.Runs;

/// <summary>What a run is asked to do.</summary>
public sealed record RunRequest
{
    /// <summary>Patterns of <see cref="Models.ModelSelection"/>; empty means all models.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Build the selected silver and gold models anew from what bronze holds.</summary>
    public bool FullRefresh { get; init; }

    /// <summary>The run's clock, µs since 1970 UTC. Tables and snapshots carry it.</summary>
    public required long ClockMicros { get; init; }

    /// <summary>Names the run in its record; never part of a table.</summary>
    public required string RunId { get; init; }
}
