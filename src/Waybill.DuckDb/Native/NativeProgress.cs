using System.Runtime.InteropServices;

namespace Waybill.DuckDb.Native;

/// <summary>duckdb_query_progress_type: percentage is -1 when the plan cannot tell.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeProgress
{
    public double Percentage;
    public ulong RowsProcessed;
    public ulong TotalRowsToProcess;
}
