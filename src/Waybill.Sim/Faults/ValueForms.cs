using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Hashing;
using Waybill.Events.Text;

namespace Waybill.Sim.Faults;

/// <summary>Writes values in another form than usual. Values that are missing or not what the column holds stay as they are.</summary>
internal static class ValueForms
{
    private const int NewNumbers = 1_000;
    private static readonly byte[][] Codes = ["SAVE10"u8.ToArray(), "TET2026"u8.ToArray(), "FREESHIP"u8.ToArray(), []];

    /// <param name="target">Where it goes.</param>
    /// <param name="form">How it shall be written.</param>
    /// <param name="value">The value as it stands in a usual row; of a new column the whole row.</param>
    /// <param name="format">Of the file.</param>
    /// <param name="salt">What makes new columns differ from file to file.</param>
    public static void Append(ByteBuffer target, ValueForm form, ReadOnlySpan<byte> value, FeedFormat format, ulong salt)
    {
        bool json = format == FeedFormat.Json;
        switch (form)
        {
            case ValueForm.NewCode:
                AppendCode(target, Codes[(int)(RowBits(value, salt) % (ulong)Codes.Length)], json);
                break;
            case ValueForm.NewNumber:
                ref byte start = ref target.Reserve(20 + Utf8Number.Slack);
                target.Advance(Utf8Number.Write(ref start, 0, RowBits(value, salt) % NewNumbers));
                break;
            case ValueForm.Text when IsNumber(value):
                target.Append((byte)'"');
                target.Append(value);
                target.Append((byte)'"');
                break;
            case ValueForm.Wider when IsNumber(value):
                target.Append(value);
                target.Append(value.Contains((byte)'.') ? "00"u8 : ".0"u8);
                break;
            case ValueForm.Wider or ValueForm.Epoch or ValueForm.Iso when TryTime(value, json, out DateTime time):
                AppendTime(target, form, value, time, json);
                break;
            default:
                target.Append(value);
                break;
        }
    }

    private static void AppendCode(ByteBuffer target, ReadOnlySpan<byte> code, bool json)
    {
        if (!json)
        {
            target.Append(code);
            return;
        }

        if (code.IsEmpty)
        {
            target.Append("null"u8);
            return;
        }

        target.Append((byte)'"');
        target.Append(code);
        target.Append((byte)'"');
    }

    private static void AppendTime(ByteBuffer target, ValueForm form, ReadOnlySpan<byte> value, DateTime time, bool json)
    {
        ReadOnlySpan<byte> quote = json ? "\""u8 : default;
        ReadOnlySpan<byte> text = value[quote.Length..(value.Length - quote.Length)];
        if (form == ValueForm.Epoch)
        {
            ref byte start = ref target.Reserve(20 + Utf8Number.Slack);
            target.Advance(Utf8Number.WriteSigned(ref start, 0, (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond));
            return;
        }

        target.Append(quote);
        if (form == ValueForm.Wider)
        {
            target.Append(text);
            target.Append(".000000"u8);
        }
        else
        {
            target.Append(text[..10]);
            target.Append((byte)'T');
            target.Append(text[11..]);
            target.Append((byte)'Z');
        }

        target.Append(quote);
    }

    private static bool IsNumber(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out decimal _, out int used) && used == value.Length;

    private static bool TryTime(ReadOnlySpan<byte> value, bool json, out DateTime time)
    {
        if (json && value.Length > 1)
        {
            value = value[1..^1];
        }

        time = default;
        Span<char> text = stackalloc char[Utf8Date.TimestampLength];
        return value.Length == text.Length
            && Encoding.ASCII.TryGetChars(value, text, out _)
            && DateTime.TryParseExact(
                text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, 0, out time);
    }

    private static ulong RowBits(ReadOnlySpan<byte> row, ulong salt) => XxHash64.Hash(row, salt);
}
