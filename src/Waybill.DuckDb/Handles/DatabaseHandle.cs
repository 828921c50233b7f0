using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_database.</summary>
internal sealed class DatabaseHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.Close(ref native);
}
