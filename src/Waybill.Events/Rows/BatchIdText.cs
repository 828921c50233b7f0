using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>Writes what ids of the factories begin with: a letter and the day as <c>yyMMdd</c>.</summary>
internal static class BatchIdText
{
    private const int MostDigits = 10;

    /// <summary>Appends a batch's id.</summary>
    public static void Append(ByteBuffer buffer, BatchId id, TextTable machineCodes)
    {
        AppendDay(buffer, (byte)'B', id.Day);
        buffer.Append(machineCodes.Raw(id.Machine));
        buffer.Append((byte)'-');
        AppendPadded(buffer, id.Sequence, 3);
    }

    /// <summary>Appends a letter, the day and a dash: <c>B260103-</c>.</summary>
    public static void AppendDay(ByteBuffer buffer, byte letter, int day)
    {
        Span<byte> date = stackalloc byte[Instant.MaxTextLength + Utf8Number.Slack];
        Utf8Date.WriteDate(ref date[0], 0, day);
        buffer.Append([letter, date[2], date[3], date[5], date[6], date[8], date[9], (byte)'-']);
    }

    /// <summary>Appends a number with leading zeros.</summary>
    public static void AppendPadded(ByteBuffer buffer, int value, int width) =>
        buffer.Advance(Utf8Number.WritePadded(ref buffer.Reserve(MostDigits + Utf8Number.Slack), 0, (uint)value, width));
}
