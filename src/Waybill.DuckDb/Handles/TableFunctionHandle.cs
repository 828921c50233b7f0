using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_table_function.</summary>
internal sealed class TableFunctionHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.DestroyTableFunction(ref native);
}
