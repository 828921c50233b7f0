using Waybill.Events.Text;

namespace Waybill.Sim.Faults;

/// <summary>Lines that no longer have the right number of fields.</summary>
internal static class LineFaults
{
    private const int MostExtraCommas = 3;

    /// <summary>Appends the line with another text in one of its columns, put in as it is.</summary>
    public static void AppendReplaced(ByteBuffer target, ReadOnlySpan<byte> line, int column, ReadOnlySpan<byte> text)
    {
        int start = 0;
        for (; column > 0; column--)
        {
            start += CsvText.FieldLength(line[start..]) + 1;
        }

        // The line's last field reaches to its end, where the line feed stays.
        int length = Math.Min(CsvText.FieldLength(line[start..]), line.Length - 1 - start);
        Span<byte> room = target.GetSpan(line.Length + text.Length);
        line[..start].CopyTo(room);
        text.CopyTo(room[start..]);
        line[(start + length)..].CopyTo(room[(start + text.Length)..]);
        target.Advance(line.Length - length + text.Length);
    }

    /// <summary>Appends an element of an array that is no JSON: cut short, with a value lost, or with a bare word for one.</summary>
    public static void AppendBrokenElement(
        ByteBuffer target, ReadOnlySpan<byte> line, ReadOnlySpan<byte> lineEnd, ref FaultDice dice)
    {
        ReadOnlySpan<byte> element = line[..^lineEnd.Length];
        int colon = element.LastIndexOf((byte)':') + 1;
        int style = dice.Below(3);
        if (style == 0)
        {
            target.Append(element[..dice.Between(2, element.Length - 1)]);
        }
        else
        {
            target.Append(element[..colon]);
            target.Append(style == 1 ? default : "n/a"u8);
            target.Append((byte)'}');
        }

        target.Append(lineEnd);
    }

    /// <summary>Appends the line cut short or with extra commas.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="line">A clean line with its line feed.</param>
    /// <param name="mostKept">Most fields that a short line keeps; all of them listed ones, so that no reader can take it
    /// for a file without the optional columns.</param>
    /// <param name="dice">The source of details.</param>
    public static void AppendBroken(ByteBuffer target, ReadOnlySpan<byte> line, int mostKept, ref FaultDice dice)
    {
        bool cut = dice.Below(2) == 0;
        int fields = dice.Between(1, mostKept);
        int end = 0;
        for (int i = 0; i < fields; i++)
        {
            end += (i > 0 ? 1 : 0) + CsvText.FieldLength(line[(end + (i > 0 ? 1 : 0))..^1]);
        }

        target.Append(line[..end]);
        if (cut)
        {
            target.Append((byte)'\n');
            return;
        }

        for (int extra = dice.Between(1, MostExtraCommas); extra > 0; extra--)
        {
            target.Append((byte)',');
        }

        target.Append(line[end..]);
    }
}
