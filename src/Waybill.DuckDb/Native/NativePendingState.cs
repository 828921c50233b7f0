namespace Waybill.DuckDb.Native;

/// <summary>duckdb_pending_state.</summary>
internal enum NativePendingState
{
    Ready = 0,
    NotReady = 1,
    Error = 2,

    /// <summary>Other threads have all tasks that are left, or the tasks wait for something.</summary>
    NoTasks = 3,
}
