using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Internals;

/// <summary>
/// What libduckdb calls. Nothing may be thrown through native frames, so every exception is kept and its ticket is
/// given to DuckDB as the error text.
/// </summary>
internal static unsafe class TableSourceCallbacks
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Bind(nint info)
    {
        try
        {
            var definition = Target<TableSourceSlot>(NativeMethods.BindGetExtraInfo(info)).Require();
            foreach (var column in definition.Columns)
            {
                using var type = TypeMapper.ToNative(column.Type);
                NativeMethods.BindAddResultColumn(info, column.Name, type);
            }

            NativeMethods.BindSetBindData(info, GCHandle.ToIntPtr(GCHandle.Alloc(definition)), &Free);
        }
        catch (Exception e)
        {
            NativeMethods.BindSetError(info, SourceFaults.Keep("(binding)", e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Init(nint info)
    {
        var definition = Target<TableSourceDefinition>(NativeMethods.InitGetBindData(info));
        try
        {
            // GCHandle keeps the scan until DuckDB destroys its global state, which calls Free.
            var scan = new TableSourceScan(definition);
            NativeMethods.InitSetInitData(info, GCHandle.ToIntPtr(GCHandle.Alloc(scan)), &Free);
            NativeMethods.InitSetMaxThreads(info, 1);
        }
        catch (Exception e)
        {
            NativeMethods.InitSetError(info, SourceFaults.Keep(definition.Name, e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Fill(nint info, nint chunk)
    {
        var scan = Target<TableSourceScan>(NativeMethods.FunctionGetInitData(info));
        try
        {
            scan.Fill(chunk);
        }
        catch (Exception e)
        {
            NativeMethods.FunctionSetError(info, SourceFaults.Keep(scan.Name, e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Free(nint data)
    {
        var handle = GCHandle.FromIntPtr(data);
        var target = handle.Target as IDisposable;
        handle.Free();
        try
        {
            target?.Dispose();
        }
        catch (Exception e)
        {
            // The rows are through and nobody is left to tell; the ticket keeps it visible in a debugger.
            _ = SourceFaults.Keep("(disposing)", e);
        }
    }

    private static T Target<T>(nint handle)
        where T : class =>
        (T)GCHandle.FromIntPtr(handle).Target!; // allocated by us with a target of that type
}
