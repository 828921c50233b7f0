namespace Waybill.Server.Live;

/// <summary>What runs beside the server in this process; each is null where nothing of the kind does.</summary>
public sealed record LiveParts
{
    public static readonly LiveParts None = new();

    /// <summary>What watches the trucks.</summary>
    public ILiveState? State { get; init; }

    /// <summary>The world's speed and pause.</summary>
    public IWorldControl? World { get; init; }

    /// <summary>The runs of the pipeline.</summary>
    public IRunSchedule? Schedule { get; init; }
}
