using System.Text;

namespace Waybill.Connectors.Reading;

/// <summary>
/// UTF-16 with a byte order mark to UTF-8 and back. Half surrogates, which UTF-8 has no form for, become the three
/// bytes that WTF-8 gives them: not valid UTF-8, so the row is found and refused, and its original can be rebuilt.
/// </summary>
internal static class Utf16Transcoder
{
    private const int WriteBytes = 1 << 16;

    internal static Encoding? Detect(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode
        : start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
        : null;

    /// <summary>Writes the whole input, without its mark, as UTF-8.</summary>
    internal static void Write(ReadWindow input, Encoding utf16, string path)
    {
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var isBigEndian = utf16 == Encoding.BigEndianUnicode;
        var buffer = new byte[WriteBytes];
        var length = 0;
        var high = 0;
        input.Advance(2);
        while (input.Length > 1 || input.More())
        {
            var bytes = input.Bytes;
            var whole = bytes.Length & ~1;
            for (var i = 0; i < whole; i += 2)
            {
                if (length > WriteBytes - 8)
                {
                    output.Write(buffer, 0, length);
                    length = 0;
                }

                var unit = isBigEndian ? (bytes[i] << 8) | bytes[i + 1] : (bytes[i + 1] << 8) | bytes[i];
                length += Append(buffer.AsSpan(length), unit, ref high);
            }

            input.Advance(whole);
        }

        if (high != 0)
        {
            length += Encode(buffer.AsSpan(length), high);
        }

        if (input.Length == 1)
        {
            length += Encode(buffer.AsSpan(length), 0xDC00 | input.Bytes[0]); // half a unit: no text either
            input.Advance(1);
        }

        output.Write(buffer, 0, length);
    }

    /// <summary>The original bytes of a piece of the UTF-8 form.</summary>
    internal static byte[] ToOriginal(ReadOnlySpan<byte> utf8, Encoding utf16)
    {
        var text = new StringBuilder(utf8.Length);
        for (var i = 0; i < utf8.Length;)
        {
            var status = Rune.DecodeFromUtf8(utf8[i..], out var rune, out var length);
            if (status == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
                i += length;
            }
            else
            {
                text.Append(i + 2 < utf8.Length
                    ? (char)(((utf8[i] & 0x0F) << 12) | ((utf8[i + 1] & 0x3F) << 6) | (utf8[i + 2] & 0x3F))
                    : (char)utf8[i]);
                i += Math.Min(3, utf8.Length - i);
            }
        }

        return Bytes(text, utf16);
    }

    private static byte[] Bytes(StringBuilder text, Encoding utf16)
    {
        var bytes = new byte[text.Length * 2];
        var isBigEndian = utf16 == Encoding.BigEndianUnicode;
        var i = 0;
        foreach (var chunk in text.GetChunks())
        {
            foreach (var unit in chunk.Span)
            {
                bytes[i++] = (byte)(isBigEndian ? unit >> 8 : unit);
                bytes[i++] = (byte)(isBigEndian ? unit : unit >> 8);
            }
        }

        return bytes;
    }

    /// <summary>Appends a unit, or keeps it when it is the first half of a pair.</summary>
    private static int Append(Span<byte> to, int unit, ref int high)
    {
        var length = 0;
        if (high != 0)
        {
            if (unit is >= 0xDC00 and < 0xE000)
            {
                length = Encode(to, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
                high = 0;
                return length;
            }

            length = Encode(to, high);
            high = 0;
        }

        if (unit is >= 0xD800 and < 0xDC00)
        {
            high = unit;
            return length;
        }

        return length + Encode(to[length..], unit);
    }

    private static int Encode(Span<byte> to, int scalar)
    {
        switch (scalar)
        {
            case < 0x80:
                to[0] = (byte)scalar;
                return 1;
            case < 0x800:
                to[0] = (byte)(0xC0 | (scalar >> 6));
                to[1] = (byte)(0x80 | (scalar & 0x3F));
                return 2;
            case < 0x10000:
                to[0] = (byte)(0xE0 | (scalar >> 12));
                to[1] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
                to[2] = (byte)(0x80 | (scalar & 0x3F));
                return 3;
            default:
                to[0] = (byte)(0xF0 | (scalar >> 18));
                to[1] = (byte)(0x80 | ((scalar >> 12) & 0x3F));
                to[2] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
                to[3] = (byte)(0x80 | (scalar & 0x3F));
                return 4;
        }
    }
}
