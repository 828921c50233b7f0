using Waybill.Pipeline.Models;

namespace Waybill.Server;

/// <summary>Where the served things lie. Folders may be missing: what needs them then says what to do.</summary>
public sealed record ServedWorkspace
{
    /// <summary>Shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>The workspace's folder.</summary>
    public required string Root { get; init; }

    /// <summary>The lake's folder.</summary>
    public required string Lake { get; init; }

    /// <summary>Where files land.</summary>
    public required string Landing { get; init; }

    /// <summary>The records of runs.</summary>
    public required string Runs { get; init; }

    /// <summary>Where <c>verify</c> leaves its result.</summary>
    public required string Reports { get; init; }

    /// <summary>Queries that need more than memory spill here; made and removed by the server.</summary>
    public required string Temporary { get; init; }

    /// <summary>The models, panels among them.</summary>
    public required ModelLibrary Library { get; init; }

    /// <summary>The simulated world as it is now; null when data come from outside.</summary>
    public required Func<WorldOrigin?> World { get; init; }
}
