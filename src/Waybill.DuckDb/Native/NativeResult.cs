using System.Runtime.InteropServices;

namespace Waybill.DuckDb.Native;

/// <summary>duckdb_result: five deprecated fields that must keep their place, then the library's own pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    public ulong DeprecatedColumnCount;
    public ulong DeprecatedRowCount;
    public ulong DeprecatedRowsChanged;
    public nint DeprecatedColumns;
    public nint DeprecatedErrorMessage;
    public nint InternalData;
}
