using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_prepared_statement.</summary>
internal sealed class StatementHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.DestroyPrepare(ref native);
}
