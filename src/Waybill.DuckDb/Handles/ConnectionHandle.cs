using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_connection.</summary>
internal sealed class ConnectionHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.Disconnect(ref native);
}
