using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_error_data.</summary>
internal sealed class ErrorDataHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.DestroyErrorData(ref native);
}
