using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>duckdb_data_chunk.</summary>
internal sealed class DataChunkHandle : NativeHandle
{
    protected override void Destroy(ref nint native) => NativeMethods.DestroyDataChunk(ref native);
}
