using Waybill.Events.Feeds;
using Waybill.Events.Values;
using Waybill.Sim.Faults;

namespace Waybill.Sim;

/// <summary>A world, what goes wrong in it, and which part of it is played since when.</summary>
public sealed class WorldPlan
{
    /// <summary>Number of the first factory among the cells, behind all markets.</summary>
    public const int FirstFactory = OrderId.MaxCell + 1;

    /// <summary>One factory for so many markets; it is played with the first of them.</summary>
    public const int MarketsPerFactory = 4;

    public WorldPlan(World world, FaultPlan faults, int startDay, CellRange cells, bool keepsCleanRows)
    {
        ArgumentNullException.ThrowIfNull(world);
        World = world;
        Faults = faults;
        StartDay = startDay;
        Cells = cells;
        KeepsCleanRows = keepsCleanRows;
        int first = (cells.First + MarketsPerFactory - 1) / MarketsPerFactory;
        int last = Math.Min(cells.Last / MarketsPerFactory, world.Factories - 1);
        Factories = first <= last ? new CellRange(FirstFactory + first, FirstFactory + last) : null;
        AllCells = [.. cells.Numbers, .. Factories?.Numbers ?? []];
        Feeds = Factories is null ? FeedCatalogue.Orders : FeedCatalogue.All;
        FileFaults = new FileFaults(faults, world.Streams, startDay, cells, Factories);
    }

    public World World { get; }

    public FaultPlan Faults { get; }

    /// <summary>The world's first day, counted from 1970-01-01.</summary>
    public int StartDay { get; }

    /// <summary>The markets that are played.</summary>
    public CellRange Cells { get; }

    /// <summary>The factories that are played, by their numbers as cells; null when there is none.</summary>
    public CellRange? Factories { get; }

    /// <summary>Markets and then factories, in the order in which their results are put together.</summary>
    public IReadOnlyList<int> AllCells { get; }

    /// <summary>The feeds that get files.</summary>
    public IReadOnlyList<FeedDefinition> Feeds { get; }

    /// <summary>Whether clean rows are kept for the truth.</summary>
    public bool KeepsCleanRows { get; }

    public FileFaults FileFaults { get; }
}
