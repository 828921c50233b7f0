using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_appender.</summary>
internal sealed class AppenderHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.AppenderDestroy(ref native);
}
