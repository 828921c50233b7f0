using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_config.</summary>
internal sealed class ConfigHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.DestroyConfig(ref native);
}
