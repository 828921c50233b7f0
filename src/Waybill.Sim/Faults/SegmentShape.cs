using Waybill.Events.Text;

namespace Waybill.Sim.Faults;

/// <summary>Rewrites the lines of a segment for a file whose columns are not the usual ones.</summary>
internal static class SegmentShape
{
    /// <summary>Name of the column that comes and goes.</summary>
    public const string AddedColumn = "coupon_code";

    private const int MostColumns = 32;
    private static readonly byte[][] Coupons = ["SAVE10"u8.ToArray(), "TET2026"u8.ToArray(), "FREESHIP"u8.ToArray(), []];

    /// <summary>Adds a last column with coupon codes, some of them empty.</summary>
    public static void AddColumn(ReadOnlySpan<byte> lines, ByteBuffer target, ulong bits)
    {
        while (NextLine(ref lines, out ReadOnlySpan<byte> line))
        {
            target.Append(line);
            target.Append((byte)',');
            target.Append(Coupons[(int)((bits + (ulong)line.Length + line[^1]) % (ulong)Coupons.Length)]);
            target.Append((byte)'\n');
        }
    }

    /// <summary>
    /// Puts columns into another order. A line that has not as many fields as there are columns is broken anyway and
    /// stays as it is.
    /// </summary>
    public static void Reorder(ReadOnlySpan<byte> lines, ByteBuffer target, ReadOnlySpan<int> order)
    {
        Span<Range> fields = stackalloc Range[MostColumns];
        while (NextLine(ref lines, out ReadOnlySpan<byte> line))
        {
            if (!TrySplit(line, fields[..order.Length]))
            {
                target.Append(line);
            }
            else
            {
                for (int place = 0; place < order.Length; place++)
                {
                    if (place > 0)
                    {
                        target.Append((byte)',');
                    }

                    target.Append(line[fields[order[place]]]);
                }
            }

            target.Append((byte)'\n');
        }
    }

    private static bool NextLine(ref ReadOnlySpan<byte> lines, out ReadOnlySpan<byte> line)
    {
        int length = lines.IndexOf((byte)'\n');
        line = length < 0 ? lines : lines[..length];
        lines = length < 0 ? [] : lines[(length + 1)..];
        return length >= 0;
    }

    private static bool TrySplit(ReadOnlySpan<byte> line, Span<Range> fields)
    {
        int at = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            int length = CsvText.FieldLength(line[at..]);
            fields[i] = at..(at + length);
            at += length;
            bool last = i == fields.Length - 1;
            if (last ? at != line.Length : at >= line.Length || line[at] != (byte)',')
            {
                return false;
            }

            at++;
        }

        return true;
    }
}
