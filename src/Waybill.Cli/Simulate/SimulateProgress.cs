using Waybill.Connectors.Postgres.Writing;

namespace Waybill.Cli.Simulate;

/// <summary>How far a simulation is.</summary>
/// <param name="Day">The day that is being written.</param>
/// <param name="DaysDone">Whole days of this run that are committed.</param>
/// <param name="DaysTotal">Days of this run.</param>
/// <param name="CellsDone">Cells of the day that are written.</param>
/// <param name="CellsTotal">Cells a day.</param>
/// <param name="Rows">Rows of this run so far.</param>
/// <param name="Bytes">Bytes of this run's feeds so far.</param>
/// <param name="Live">How far the day's shop is in the database, once all cells are simulated; null before, and where days go in whole.</param>
internal readonly record struct SimulateProgress(
    DateOnly Day, int DaysDone, int DaysTotal, int CellsDone, int CellsTotal, long Rows, long Bytes, LiveProgress? Live = null);
