using System.Runtime.InteropServices;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Internals;

/// <summary>Text across the border: C strings in and out.</summary>
internal static class NativeText
{
    /// <summary>Reads a string that the library keeps.</summary>
    internal static string Borrowed(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    /// <summary>Reads a string and gives it back to the library.</summary>
    internal static string Owned(nint text)
    {
        var read = Borrowed(text);
        NativeMethods.Free(text);
        return read;
    }

    /// <summary>The C API would silently cut the text at a NUL.</summary>
    internal static void RefuseNul(string text)
    {
        var position = text.IndexOf('\0', StringComparison.Ordinal);
        if (position >= 0)
        {
            throw new DuckDbException(DuckDbErrorKind.Parser, $"The text holds a NUL character at position {position}")
            {
                Sql = text,
                Position = position,
            };
        }
    }
}
