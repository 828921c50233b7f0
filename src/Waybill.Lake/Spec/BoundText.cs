using System.Text;

namespace Waybill.Lake.Spec;

/// <summary>Shortened text and binary bounds, Java's default <c>truncate(16)</c>: lower bounds cut, upper bounds rounded up.</summary>
public static class BoundText
{
    /// <summary>Code points (text) or bytes (binary) that a bound keeps.</summary>
    public const int Length = 16;

    /// <summary>The first <paramref name="length"/> code points.</summary>
    public static string Lower(string value, int length = Length) => value[..Cut(value, length)];

    /// <summary>The smallest text of at most <paramref name="length"/> code points that is ≥ every text with this beginning; null when there is none.</summary>
    public static string? Upper(string value, int length = Length)
    {
        var end = Cut(value, length);
        if (end == value.Length)
        {
            return value;
        }

        var runes = value[..end].EnumerateRunes().ToList();
        for (var i = runes.Count - 1; i >= 0; i--)
        {
            if (Next(runes[i]) is { } next)
            {
                return string.Concat(runes.Take(i).Append(next).Select(r => r.ToString()));
            }
        }

        return null;
    }

    /// <summary>The first <paramref name="length"/> bytes.</summary>
    public static byte[] Lower(byte[] value, int length = Length) => value.Length <= length ? value : value[..length];

    /// <summary>Bytes that are ≥ every value with this beginning; null when the beginning is all 0xFF.</summary>
    public static byte[]? Upper(byte[] value, int length = Length)
    {
        if (value.Length <= length)
        {
            return value;
        }

        for (var i = length - 1; i >= 0; i--)
        {
            if (value[i] != 0xff)
            {
                var upper = value[..(i + 1)];
                upper[i]++;
                return upper;
            }
        }

        return null;
    }

    // U+D800..U+DFFF are no code points, so the next one after U+D7FF is U+E000.
    private static Rune? Next(Rune rune) => rune.Value switch
    {
        0x10ffff => null,
        0xd7ff => new Rune(0xe000),
        var value => new Rune(value + 1),
    };

    private static int Cut(string value, int codePoints)
    {
        var index = 0;
        for (var n = 0; n < codePoints && index < value.Length; n++)
        {
            index += char.IsHighSurrogate(value[index]) && index + 1 < value.Length ? 2 : 1;
        }

        return index;
    }
}
