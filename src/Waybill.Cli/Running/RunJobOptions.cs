using Waybill.Lake;

namespace Waybill.Cli.Running;

/// <summary>What a run is asked to do.</summary>
internal sealed record RunJobOptions
{
    /// <summary>Model patterns; empty means all.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    public bool FullRefresh { get; init; }

    public required string ModelsFolder { get; init; }

    /// <summary>Cores to use; changes no byte of the result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told of every durable step of every commit; for tests that stop the process there.</summary>
    public ICommitProbe? Probe { get; init; }
}
