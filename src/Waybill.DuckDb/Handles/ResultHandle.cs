using System.Runtime.InteropServices;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Handles;

/// <summary>
/// duckdb_result: unlike the other objects a struct, kept in native memory so that it has a fixed address.
/// </summary>
internal sealed unsafe class ResultHandle : NativeHandle
{
    internal ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    internal NativeResult* Pointer => (NativeResult*)handle;

    protected override void Destroy(ref nint native)
    {
        NativeMethods.DestroyResult((NativeResult*)native);
        NativeMemory.Free((void*)native);
    }
}
