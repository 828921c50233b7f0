namespace Waybill.Cli.Verifying;

/// <summary>What shall be verified, and how strictly.</summary>
internal sealed record VerifyOptions
{
    /// <summary>Folder of the models.</summary>
    public required string Models { get; init; }

    /// <summary>Folder of the truth; null: the workspace's own.</summary>
    public string? Truth { get; init; }

    /// <summary>Cores to use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Null: everything must equal what can be known. Otherwise the allowed error in per cent.</summary>
    public double? TolerancePct { get; init; }

    /// <summary>Another system's table; null: the lake of the workspace.</summary>
    public CandidateOptions? Candidate { get; init; }
}
