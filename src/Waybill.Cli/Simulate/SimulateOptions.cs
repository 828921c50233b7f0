using Waybill.Events.Sinks;
using Waybill.Sim;

namespace Waybill.Cli.Simulate;

/// <summary>
/// What to simulate. Whatever is null is taken from the workspace's world, and for a new world from the defaults; what is
/// given and differs from the workspace's world is refused.
/// </summary>
internal sealed record SimulateOptions
{
    public const ulong DefaultSeed = 42;
    public const string DefaultScenario = "normal_day";
    public const string DefaultFaults = "messy";

    /// <summary>Days to add; null (with <see cref="Until"/> null too) is one.</summary>
    public int? Days { get; init; }

    /// <summary>Instead of days: the midnight (UTC) at which the world shall stand.</summary>
    public DateTime? Until { get; init; }

    public ulong? Seed { get; init; }

    /// <summary>Scale 1 is four cells; 0.25 to 2500 in quarters.</summary>
    public decimal? Scale { get; init; }

    /// <summary>Name of a scenario, or path of a scenario file.</summary>
    public string? Scenario { get; init; }

    /// <summary>Name of a preset of faults; it replaces what the scenario says.</summary>
    public string? Faults { get; init; }

    /// <summary>Only these cells of the world.</summary>
    public CellRange? Cells { get; init; }

    /// <summary>First day of a new world.</summary>
    public DateOnly? StartDate { get; init; }

    public TruthLevel? Truth { get; init; }

    /// <summary>What a day writes waits for the clock to reach its drops, see <see cref="PacedWorld"/>; without it, what waits lands first.</summary>
    public bool Ahead { get; init; }

    /// <summary>Write the same world without faults beside it.</summary>
    public bool? Twin { get; init; }

    /// <summary>Null is one for each core; never changes what is written.</summary>
    public int? Threads { get; init; }

    /// <summary>Takes what happens in the shops instead of files in <c>landing/shop</c>; null for those files.</summary>
    public IShopSink? ShopSink { get; init; }

    /// <summary>The database into which the shop goes; null for files.</summary>
    public ShopTarget? Shop { get; init; }

    /// <summary>Called with its name at every step that leaves something on the disk; tests stop there.</summary>
    public Action<string>? Reached { get; init; }

    /// <summary>Called after every cell, one call at a time but on changing threads.</summary>
    public Action<SimulateProgress>? Progress { get; init; }
}
