using System.Runtime.InteropServices;

namespace Waybill.DuckDb.Internals;

/// <summary>Text across the border: C strings in and out.</summary>
internal static class NativeText
{
    /// <summary>Reads a string that the library keeps.</summary>
    internal static string Borrowed(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

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
