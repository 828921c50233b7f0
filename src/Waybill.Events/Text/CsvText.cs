using System.Buffers;

namespace Waybill.Events.Text;

/// <summary>The quoting rules of our CSV files: RFC 4180 with line feeds.</summary>
public static class CsvText
{
    private static readonly SearchValues<byte> Special =
        SearchValues.Create("\",\n\r"u8);

    /// <summary>True when the field cannot be written as it is.</summary>
    public static bool NeedsQuotes(ReadOnlySpan<byte> field) => field.IndexOfAny(Special) >= 0;

    /// <summary>Appends a field, in quotes with doubled quotes inside when it needs them.</summary>
    public static void AppendField(ByteBuffer buffer, ReadOnlySpan<byte> field)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (!NeedsQuotes(field))
        {
            buffer.Append(field);
            return;
        }

        buffer.Append((byte)'"');
        while (true)
        {
            int quote = field.IndexOf((byte)'"');
            if (quote < 0)
            {
                break;
            }

            buffer.Append(field[..(quote + 1)]);
            buffer.Append((byte)'"');
            field = field[(quote + 1)..];
        }

        buffer.Append(field);
        buffer.Append((byte)'"');
    }

    /// <summary>
    /// Length of the first field of a well-formed line, quotes included; the comma or the line's end follows it.
    /// </summary>
    public static int FieldLength(ReadOnlySpan<byte> line)
    {
        if (line.Length == 0 || line[0] != (byte)'"')
        {
            int comma = line.IndexOf((byte)',');
            return comma < 0 ? line.Length : comma;
        }

        int at = 1;
        while (at < line.Length)
        {
            if (line[at] == (byte)'"')
            {
                if (at + 1 >= line.Length || line[at + 1] != (byte)'"')
                {
                    return at + 1;
                }

                at++;
            }

            at++;
        }

        return line.Length;
    }
}
