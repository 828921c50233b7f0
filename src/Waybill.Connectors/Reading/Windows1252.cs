namespace Waybill.Connectors.Reading;

/// <summary>
/// What older systems write when they do not write UTF-8: Latin-1 with letters and signs in 0x80–0x9F (WHATWG Encoding
/// Standard, index windows-1252; the five bytes without a sign stay control characters). Every byte has a meaning.
/// </summary>
internal static class Windows1252
{
    private const string HighControls =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The most UTF-8 bytes that one byte becomes.</summary>
    internal const int MaxUtf8PerByte = 3;

    internal static string Decode(ReadOnlySpan<byte> bytes) =>
        string.Create(bytes.Length, bytes, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = ToChar(from[i]);
            }
        });

    /// <summary>
    /// Writes UTF-8 and returns its length; <paramref name="utf8"/> has room for three bytes per byte.
    /// </summary>
    internal static int ToUtf8(ReadOnlySpan<byte> bytes, Span<byte> utf8)
    {
        var length = 0;
        foreach (var b in bytes)
        {
            int c = ToChar(b);
            if (c < 0x80)
            {
                utf8[length++] = (byte)c;
            }
            else if (c < 0x800)
            {
                utf8[length++] = (byte)(0xC0 | (c >> 6));
                utf8[length++] = (byte)(0x80 | (c & 0x3F));
            }
            else
            {
                utf8[length++] = (byte)(0xE0 | (c >> 12));
                utf8[length++] = (byte)(0x80 | ((c >> 6) & 0x3F));
                utf8[length++] = (byte)(0x80 | (c & 0x3F));
            }
        }

        return length;
    }

    private static char ToChar(byte b) => b is >= 0x80 and < 0xA0 ? HighControls[b - 0x80] : (char)b;
}
