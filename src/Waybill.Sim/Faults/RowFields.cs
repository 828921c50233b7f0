using Waybill.Events.Text;

namespace Waybill.Sim.Faults;

/// <summary>Takes rows apart that our own codecs wrote. False when a row is not like that.</summary>
internal static class RowFields
{
    /// <param name="row">A line without its end.</param>
    /// <param name="fields">One for each column; filled with where they stand, quotes included.</param>
    public static bool TrySplitCsv(ReadOnlySpan<byte> row, Span<Range> fields)
    {
        int at = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            int length = CsvText.FieldLength(row[at..]);
            fields[i] = at..(at + length);
            at += length;
            bool last = i == fields.Length - 1;
            if (last ? at != row.Length : at >= row.Length || row[at] != (byte)',')
            {
                return false;
            }

            at++;
        }

        return true;
    }

    /// <param name="row">An object.</param>
    /// <param name="keys">Its keys in their order, with quotes and colon.</param>
    /// <param name="values">One for each key; filled with where they stand, quotes included.</param>
    public static bool TrySplitJson(ReadOnlySpan<byte> row, ReadOnlySpan<byte[]> keys, Span<Range> values)
    {
        int at = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if (at >= row.Length || row[at] != (i == 0 ? (byte)'{' : (byte)',') || !row[(at + 1)..].StartsWith(keys[i]))
            {
                return false;
            }

            at += 1 + keys[i].Length;
            int length = ValueLength(row[at..]);
            if (length == 0)
            {
                return false;
            }

            values[i] = at..(at + length);
            at += length;
        }

        return at == row.Length - 1 && row[at] == (byte)'}';
    }

    /// <summary>Length of a number, a word, or a text without escapes; 0 when there is none.</summary>
    private static int ValueLength(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != (byte)'"')
        {
            return Math.Max(rest.IndexOfAny((byte)',', (byte)'}'), 0);
        }

        int end = rest[1..].IndexOf((byte)'"');
        return end < 0 ? 0 : end + 2;
    }
}
