using System.Text;
using Waybill.Events.Text;

namespace Waybill.Events.Values;

/// <summary>
/// An order's id, written <c>yyMMdd-cccc-nnnnn</c>: the day on which it was placed, the cell (city market) that took
/// it, and its number within that day and cell. The day comes first, as marketplaces do it, so that ids of one day
/// lie together and files can be skipped by their smallest and largest id.
/// </summary>
/// <param name="Day">Days since 1970-01-01; the text covers 2000 to 2099.</param>
/// <param name="Cell">0 to 9999.</param>
/// <param name="Sequence">0 to 1,048,575; five digits or as many as it needs.</param>
public readonly record struct OrderId(int Day, int Cell, int Sequence)
{
    /// <summary>Largest number of a cell: the id has four digits for it.</summary>
    public const int MaxCell = 9_999;

    /// <summary>Largest number of an order within its day and cell.</summary>
    public const int MaxSequence = (1 << 20) - 1;

    /// <summary>Most bytes that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 6 + 1 + 4 + 1 + 7;

    /// <summary>Writes the id as ASCII and returns its length.</summary>
    /// <param name="destination">At least <see cref="MaxLength"/> + <see cref="Utf8Number.Slack"/> bytes.</param>
    public int Format(Span<byte> destination)
    {
        Utf8Date.WriteDate(ref destination[0], 0, Day);

        // yyyy-MM-dd → yyMMdd, front to back, so that nothing is overwritten before it is read.
        destination[0] = destination[2];
        destination[1] = destination[3];
        destination[2] = destination[5];
        destination[3] = destination[6];
        destination[4] = destination[8];
        destination[5] = destination[9];
        destination[6] = (byte)'-';
        int at = Utf8Number.WritePadded(ref destination[0], 7, (uint)Cell, 4);
        destination[at++] = (byte)'-';
        return Utf8Number.WritePadded(ref destination[0], at, (uint)Sequence, 5);
    }

    public override string ToString()
    {
        Span<byte> text = stackalloc byte[MaxLength + Utf8Number.Slack];
        return Encoding.ASCII.GetString(text[..Format(text)]);
    }
}
