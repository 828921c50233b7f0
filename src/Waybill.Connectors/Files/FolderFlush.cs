using System.Runtime.InteropServices;

namespace Waybill.Connectors.Files;

/// <summary>Makes the names in a folder durable, which .NET does not offer. Windows writes them through by itself.</summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0;

    public static void Flush(string folder) => FileErrors.Guard(folder, () =>
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        var descriptor = Open(folder, ReadOnly, 0);
        if (descriptor < 0)
        {
            throw new IOException($"it cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var result = FSync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        return result == 0 ? true : throw new IOException($"it cannot be flushed: {Marshal.GetPInvokeErrorMessage(error)}");
    });

    // open(2) is variadic; the third argument is passed so that every calling convention finds it.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
