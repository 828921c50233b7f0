using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_pending_result.</summary>
internal sealed class PendingHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.DestroyPending(ref native);
}
