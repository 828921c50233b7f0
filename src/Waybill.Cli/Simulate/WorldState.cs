using System.Text.Json.Serialization;
using Waybill.Connectors.Files;
using Waybill.Events.Feeds;

namespace Waybill.Cli.Simulate;

/// <summary>
/// What a workspace knows of its world between two days: <c>state/world/world.json</c>. The cells' own states lie beside it
/// in the file that <see cref="CellsFile"/> names.
/// </summary>
internal sealed record WorldState
{
    /// <summary>Layout of this file (that of the cells' states is named in theirs); a larger number comes from a newer program.</summary>
    public const int CurrentFormat = 2;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>XXH64 of this file with an empty checksum.</summary>
    public string Checksum { get; init; } = "";

    public required ulong Seed { get; init; }

    public required decimal Scale { get; init; }

    public required int FirstCell { get; init; }

    public required int LastCell { get; init; }

    public required DateOnly StartDate { get; init; }

    /// <summary>The first day that is not simulated yet.</summary>
    public required DateOnly NextDay { get; init; }

    public required string Scenario { get; init; }

    /// <summary>All knobs of the scenario as text, to notice another one of the same name.</summary>
    public required string Knobs { get; init; }

    /// <summary>Name of the plan of faults.</summary>
    public required string FaultsName { get; init; }

    /// <summary>All rules of the plan of faults as text.</summary>
    public required string FaultRules { get; init; }

    /// <summary>All scheduled changes of the feeds' columns as text.</summary>
    public string SchemaChanges { get; init; } = "";

    /// <summary>Whether the shop goes into a database instead of files.</summary>
    public bool ShopInPostgres { get; init; }

    /// <summary>Whether the same world is written without faults beside it.</summary>
    public bool Twin { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<TruthLevel>))]
    public required TruthLevel Truth { get; init; }

    /// <summary>File with the cells' states, in the same folder; empty before the first day.</summary>
    public string CellsFile { get; init; } = "";

    /// <summary>Sum over all files that landed or joined the truth; see <see cref="WorldDigest"/>.</summary>
    public ulong FileDigest { get; init; }

    public long Files { get; init; }

    public long SalesRows { get; init; }

    public long LogisticsRows { get; init; }

    /// <summary>Rows of all feeds of the factories.</summary>
    public long FactoryRows { get; init; }

    /// <summary>Counters of <see cref="Sim.Truth.Kpis"/>.</summary>
    public IReadOnlyList<long> Kpis { get; init; } = [];

    /// <summary>Counters of <see cref="Sim.Truth.FactoryKpis"/>, the stock in the warehouses among them.</summary>
    public IReadOnlyList<long> FactoryKpis { get; init; } = [];

    /// <summary>Changes of all tables of the shop. Not written in worlds without shops, which older programs can so go on with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ShopRows { get; init; }

    /// <summary>Rows of all feeds of the trucks; not written in worlds without them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ColdChainRows { get; init; }

    /// <summary>Counters of <see cref="Sim.Truth.ShopKpis"/>; null in worlds without shops.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<long>? ShopKpis { get; init; }

    /// <summary>Ledger lines by kind, in the order of the kinds.</summary>
    public IReadOnlyList<long> FaultCounts { get; init; } = [];

    /// <summary>Files that arrive on a later day, or wait for the clock.</summary>
    public IReadOnlyList<HeldFile> Held { get; init; } = [];

    /// <summary>
    /// The last window whose drops have landed where days are played ahead of a clock; null where all that was played has landed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LandedWindow { get; init; }

    /// <summary>The time of the last drop that has landed.</summary>
    [JsonIgnore]
    public DateTime LandedUntil => LandedWindow is { } window
        ? new DropWindow(window).End.ToDateTime()
        : NextDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
