using Waybill.Events.Feeds;
using Waybill.Events.Values;
using Waybill.Sim.Faults;

namespace Waybill.Sim;

/// <summary>A world, what goes wrong in it, and which part of it is played since when.</summary>
public sealed class WorldPlan
{
    /// <summary>Number of the first factory among the cells, behind all markets.</summary>
    public const int FirstFactory = OrderId.MaxCell + 1;

    /// <summary>Number of the first depot's first cell, behind all factories.</summary>
    public const int FirstDepot = 2 * FirstFactory;

    /// <summary>One factory and one depot for so many markets; they are played with the first of them.</summary>
    public const int MarketsPerFactory = 4;

    /// <param name="world">The world.</param>
    /// <param name="faults">What goes wrong.</param>
    /// <param name="startDay">Its first day, counted from 1970-01-01.</param>
    /// <param name="cells">The markets that are played, and with them their factories and depots.</param>
    /// <param name="keepsCleanRows">Whether clean rows are kept for the truth.</param>
    /// <param name="schema">Scheduled changes of the feeds' columns.</param>
    /// <param name="hasTwin">Whether everything is written once more, without faults.</param>
    /// <param name="writesShopFiles">Whether the shop's changes are rendered for files.</param>
    public WorldPlan(
        World world,
        FaultPlan faults,
        int startDay,
        CellRange cells,
        bool keepsCleanRows,
        SchemaPlan? schema = null,
        bool hasTwin = false,
        bool writesShopFiles = true)
    {
        ArgumentNullException.ThrowIfNull(world);
        World = world;
        Faults = faults;
        Schema = schema ?? SchemaPlan.None;
        StartDay = startDay;
        Cells = cells;
        KeepsCleanRows = keepsCleanRows;
        HasTwin = hasTwin;
        WritesShopFiles = writesShopFiles && world.Shop is not null;
        int first = (cells.First + MarketsPerFactory - 1) / MarketsPerFactory;
        int last = Math.Min(cells.Last / MarketsPerFactory, world.Factories - 1);
        Factories = first <= last ? new CellRange(FirstFactory + first, FirstFactory + last) : null;
        Depots = DepotCells(world, first, Math.Min(cells.Last / MarketsPerFactory, world.Depots - 1));
        AllCells = [.. cells.Numbers, .. Factories?.Numbers ?? [], .. Depots?.Numbers ?? []];
        Feeds =
        [
            .. Factories is null ? FeedCatalogue.Orders : FeedCatalogue.Exports,
            .. Depots is null ? [] : FeedCatalogue.ColdChain,
        ];
        FileFaults = new FileFaults(faults, world.Streams, startDay, cells, Factories, Schema);
    }

    public World World { get; }

    public FaultPlan Faults { get; }

    /// <summary>Scheduled changes of the feeds' columns.</summary>
    public SchemaPlan Schema { get; }

    /// <summary>Whether anything is written other than it should be.</summary>
    public bool HasFaults => Faults.Rules.Count > 0 || Schema.Changes.Count > 0;

    /// <summary>The world's first day, counted from 1970-01-01.</summary>
    public int StartDay { get; }

    /// <summary>The markets that are played.</summary>
    public CellRange Cells { get; }

    /// <summary>The factories that are played, by their numbers as cells; null when there is none.</summary>
    public CellRange? Factories { get; }

    /// <summary>The cells of the depots that are played; null when there is none.</summary>
    public CellRange? Depots { get; }

    /// <summary>Markets, factories and then depots, in the order in which their results are put together.</summary>
    public IReadOnlyList<int> AllCells { get; }

    /// <summary>The feeds that get files.</summary>
    public IReadOnlyList<FeedDefinition> Feeds { get; }

    /// <summary>Whether clean rows are kept for the truth.</summary>
    public bool KeepsCleanRows { get; }

    /// <summary>Whether everything is written once more, without faults.</summary>
    public bool HasTwin { get; }

    /// <summary>Whether the shop's changes are rendered for files; its log is there in any case.</summary>
    public bool WritesShopFiles { get; }

    public FileFaults FileFaults { get; }

    private static CellRange? DepotCells(World world, int first, int last)
    {
        if (world.Fleet is null || first > last)
        {
            return null;
        }

        int perDepot = world.Fleet.CellsPerDepot;
        return new CellRange(FirstDepot + (first * perDepot), FirstDepot + ((last + 1) * perDepot) - 1);
    }
}
