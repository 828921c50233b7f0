namespace Waybill.Connectors.Files;

/// <summary>When a file is whole.</summary>
public sealed record LandingLimits
{
    /// <summary>A file of this size gets its name.</summary>
    public long MaxBytes { get; init; } = 64 << 20;

    /// <summary>A file this long after its first line gets its name.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What a program left that was ended is gone on with; otherwise it gets its name first.</summary>
    public bool GoesOn { get; init; }
}
