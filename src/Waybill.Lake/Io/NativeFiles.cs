using System.Runtime.InteropServices;

namespace Waybill.Lake.Io;

/// <summary>The two calls of the operating system that .NET does not offer: a hard link that never overwrites, and fsync of a directory.</summary>
internal static partial class NativeFiles
{
    private const int ReadOnly = 0;
    private const int AlreadyExistsUnix = 17; // EEXIST
    private const int AlreadyExistsWindows = 183; // ERROR_ALREADY_EXISTS

    /// <summary>Gives a file a second name. False when the name is taken; this is what decides between two writers.</summary>
    public static bool TryLink(string existing, string name)
    {
        var done = OperatingSystem.IsWindows() ? CreateHardLink(name, existing, 0) : Link(existing, name) == 0;
        if (done)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error is AlreadyExistsUnix or AlreadyExistsWindows
            ? false
            : throw new IOException($"cannot link {name}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Makes the names in a directory durable. Windows writes them through by itself.</summary>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(directory, ReadOnly, 0);
        if (descriptor < 0)
        {
            throw new IOException($"cannot open {directory}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var result = FSync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0)
        {
            throw new IOException($"cannot flush {directory}: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    // open(2) is variadic; the third argument is passed so that every calling convention finds it.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string name, string existing, nint security);
}
