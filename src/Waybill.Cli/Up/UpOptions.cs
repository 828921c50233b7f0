using Waybill.Cli.Scheduling;
using Waybill.Cli.Simulate;

namespace Waybill.Cli.Up;

/// <summary>What shall run together.</summary>
internal sealed record UpOptions
{
    /// <summary>The world of a workspace that has none: small enough for two cores, and everything is in it.</summary>
    public const string DefaultScenario = "whole_chain";

    public const decimal DefaultScale = 0.25m;

    /// <summary>Days that a new world has behind it.</summary>
    public const int DefaultHistory = 3;

    public required string ModelsFolder { get; init; }

    /// <summary>What is given here and differs from the workspace's world is refused.</summary>
    public SimulateOptions World { get; init; } = new();

    public int HistoryDays { get; init; } = DefaultHistory;

    /// <summary>Seconds of the world in a second; null for what it was, at first <see cref="WorldClock.DefaultSpeed"/>.</summary>
    public double? Speed { get; init; }

    /// <summary>True to begin with a world that stands still, false with one that goes on; null for what it was.</summary>
    public bool? Paused { get; init; }

    public required ScheduleSpec Schedule { get; init; }

    /// <summary>Whether whole days are compared with the truth.</summary>
    public bool Verifies { get; init; } = true;

    /// <summary>Cores for runs and verifications: the others are for those who look on.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);
}
