using System.Buffers;
using Waybill.Events.Text;

namespace Waybill.Connectors.Capture;

/// <summary>Turns the text of a value into a field of CSV, or into JSON within a quoted field.</summary>
internal static class FieldText
{
    /// <summary>Length of <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    private const int SecondsLength = 19;

    private const int FractionDigits = 6;

    /// <summary>Bytes that JSON text cannot hold as they are.</summary>
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(i => (byte)i)]);

    /// <summary>Appends a field of CSV; an empty text is a pair of quotes, because nothing means null.</summary>
    public static void AppendCsv(ByteBuffer to, ColumnForm form, ReadOnlySpan<byte> value)
    {
        switch (form)
        {
            case ColumnForm.Number:
                to.Append(value);
                return;
            case ColumnForm.Flag:
                to.Append(Flag(value));
                return;
            case ColumnForm.Time when IsTime(value):
                AppendTime(to, value);
                return;
            case ColumnForm.Text when value.IsEmpty:
                to.Append("\"\""u8);
                return;
            default:
                CsvText.AppendField(to, value);
                return;
        }
    }

    /// <summary>Appends a JSON value whose quotes are doubled.</summary>
    public static void AppendJson(ByteBuffer to, ColumnForm form, ReadOnlySpan<byte> value)
    {
        switch (form)
        {
            case ColumnForm.Number when char.IsAsciiDigit((char)value[^1]):
                to.Append(value);
                return;
            case ColumnForm.Flag:
                to.Append(Flag(value));
                return;
            case ColumnForm.Json:
                AppendDoubled(to, value);
                return;
            case ColumnForm.Time when IsTime(value):
                to.Append("\"\""u8);
                AppendTime(to, value);
                to.Append("\"\""u8);
                return;
            default:
                to.Append("\"\""u8);
                AppendEscaped(to, value);
                to.Append("\"\""u8);
                return;
        }
    }

    private static ReadOnlySpan<byte> Flag(ReadOnlySpan<byte> value) => value[0] == (byte)'t' ? "true"u8 : "false"u8;

    // Not infinity, no year of five digits or before Christ, and the zone of the session, which is UTC.
    private static bool IsTime(ReadOnlySpan<byte> value) =>
        value.Length >= SecondsLength && value[4] == (byte)'-' && value[13] == (byte)':' && value[^1] != (byte)'C';

    private static void AppendTime(ByteBuffer to, ReadOnlySpan<byte> value)
    {
        to.Append(value[..SecondsLength]);
        to.Append((byte)'.');
        var fraction = value[SecondsLength..];
        var digits = 0;
        if (fraction.Length > 0 && fraction[0] == (byte)'.')
        {
            while (digits < FractionDigits && digits + 1 < fraction.Length && char.IsAsciiDigit((char)fraction[digits + 1]))
            {
                to.Append(fraction[++digits]);
            }
        }

        to.Append("000000"u8[digits..]);
    }

    private static void AppendDoubled(ByteBuffer to, ReadOnlySpan<byte> value)
    {
        for (int quote; (quote = value.IndexOf((byte)'"')) >= 0; value = value[(quote + 1)..])
        {
            to.Append(value[..(quote + 1)]);
            to.Append((byte)'"');
        }

        to.Append(value);
    }

    private static void AppendEscaped(ByteBuffer to, ReadOnlySpan<byte> value)
    {
        for (int at; (at = value.IndexOfAny(Escaped)) >= 0; value = value[(at + 1)..])
        {
            to.Append(value[..at]);
            var special = value[at];
            switch (special)
            {
                case (byte)'"':
                    to.Append("\\\"\""u8);
                    break;
                case (byte)'\\':
                    to.Append("\\\\"u8);
                    break;
                case (byte)'\n':
                    to.Append("\\n"u8);
                    break;
                default:
                    to.Append("\\u00"u8);
                    to.Append((byte)('0' + (special >> 4)));
                    to.Append("0123456789abcdef"u8[special & 15]);
                    break;
            }
        }

        to.Append(value);
    }
}
