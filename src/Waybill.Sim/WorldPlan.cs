using Waybill.Sim.Faults;

namespace Waybill.Sim;

/// <summary>A world, what goes wrong in it, and which part of it is played since when.</summary>
public sealed class WorldPlan
{
    public WorldPlan(World world, FaultPlan faults, int startDay, CellRange cells, bool keepsCleanRows)
    {
        ArgumentNullException.ThrowIfNull(world);
        World = world;
        Faults = faults;
        StartDay = startDay;
        Cells = cells;
        KeepsCleanRows = keepsCleanRows;
        FileFaults = new FileFaults(faults, world.Streams, startDay, cells);
    }

    public World World { get; }

    public FaultPlan Faults { get; }

    /// <summary>The world's first day, counted from 1970-01-01.</summary>
    public int StartDay { get; }

    public CellRange Cells { get; }

    /// <summary>Whether clean rows are kept for the truth.</summary>
    public bool KeepsCleanRows { get; }

    public FileFaults FileFaults { get; }
}
