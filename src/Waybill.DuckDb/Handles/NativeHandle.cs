using Microsoft.Win32.SafeHandles;

namespace Waybill.DuckDb.Handles;

/// <summary>A native object of libduckdb that is destroyed exactly once, even when its owner forgets to.</summary>
internal abstract class NativeHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected abstract void Destroy(ref nint native);

    protected sealed override bool ReleaseHandle()
    {
        var native = handle;
        Destroy(ref native);
        return true;
    }
}
