using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_extracted_statements.</summary>
internal sealed class ExtractedStatementsHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.DestroyExtracted(ref native);
}
