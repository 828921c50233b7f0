using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_logical_type.</summary>
internal sealed class LogicalTypeHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.DestroyLogicalType(ref native);
}
