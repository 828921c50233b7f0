using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Ledger;

/// <summary>
/// Writes ledger lines. A fault's id is <c>F&lt;yyMMdd&gt;-&lt;cell&gt;-&lt;number&gt;</c>: day of the drop, cell (of a factory
/// its id, and <c>file</c> for faults of whole files), and a number within both. Not for use by several threads.
/// </summary>
public sealed class LedgerCsv
{
    /// <summary>The header line without its line feed.</summary>
    public const string Header =
        "fault_id,kind,feed,entity_key,field,true_value,written_value,event_time,arrival_time,repairable";

    /// <summary>More than kind and feed, both times, the last word, commas, quotes and slack take.</summary>
    private const int FixedLength = 160;

    /// <summary>The commas around field, true and written value when there are none.</summary>
    private const uint NoValues = 0x2C2C2C2C;

    private readonly DateTextCache _dates = new();
    private readonly OrderIdTextCache _ids = new();
    private readonly LedgerLeadCache _leads = new();
    private readonly LedgerEndCache _ends = new();

    /// <summary>Appends the line of a fault in a cell's rows.</summary>
    /// <param name="buffer">Where the line goes.</param>
    /// <param name="id">Day of the drop, cell and the fault's number there.</param>
    /// <param name="entry">What is wrong.</param>
    public void Append(ByteBuffer buffer, OrderId id, in LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ref byte start = ref buffer.Reserve(OrderId.MaxLength + Utf8Number.Slack + 1);
        start = (byte)'F';
        buffer.Advance(_ids.Write(ref start, 1, id));
        AppendRest(buffer, in entry);
    }

    /// <summary>
    /// Appends the line of a fault that leaves a row of a cell as it is and has it arrive elsewhere or once more: most faults are
    /// such. It can be repaired.
    /// </summary>
    /// <param name="buffer">Where the line goes.</param>
    /// <param name="id">Day of the drop, cell and the fault's number there.</param>
    /// <param name="kind">What happened to the row.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="key">The row.</param>
    /// <param name="eventTime">When the event truly happened.</param>
    /// <param name="arrivalTime">The drop in which the row arrives, or arrives again.</param>
    public void AppendMoved(
        ByteBuffer buffer, OrderId id, FaultKind kind, FeedDefinition feed, ReadOnlySpan<byte> key, Instant eventTime, Instant arrivalTime)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ref byte start = ref buffer.Reserve(OrderId.MaxLength + FixedLength + key.Length);
        start = (byte)'F';
        int at = _leads.Write(ref start, _ids.Write(ref start, 1, id), kind, feed);
        at = Copy(ref start, at, key);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, at), NoValues);
        at = _dates.WriteTimestamp(ref start, at + sizeof(uint), eventTime);
        buffer.Advance(_ends.Write(ref start, at, arrivalTime, isRepairable: true));
    }

    /// <summary>Appends the line of a fault of a whole file.</summary>
    public void AppendFileFault(ByteBuffer buffer, int day, int number, in LedgerEntry entry) =>
        AppendOf(buffer, "file"u8, day, number, in entry);

    /// <summary>Appends the line of a fault at a place that is no market.</summary>
    public void AppendOf(ByteBuffer buffer, ReadOnlySpan<byte> place, int day, int number, in LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Span<byte> id = stackalloc byte[OrderId.MaxLength + Utf8Number.Slack];
        int length = new OrderId(day, 0, number).Format(id);
        buffer.Append((byte)'F');
        buffer.Append(id[..7]);
        buffer.Append(place);
        buffer.Append(id[11..length]);
        AppendRest(buffer, in entry);
    }

    private void AppendRest(ByteBuffer buffer, in LedgerEntry entry)
    {
        // One reservation for all, as if every byte of both values had to be doubled and both needed quotes.
        ref byte start = ref buffer.Reserve(
            FixedLength + entry.EntityKey.Length + entry.Field.Length + (2 * (entry.TrueValue.Length + entry.WrittenValue.Length)));
        int at = _leads.Write(ref start, 0, entry.Kind, entry.Feed);
        at = Copy(ref start, at, entry.EntityKey);
        Unsafe.Add(ref start, at) = (byte)',';
        at = Copy(ref start, at + 1, entry.Field);
        Unsafe.Add(ref start, at) = (byte)',';
        at = WriteValue(ref start, at + 1, entry.TrueValue);
        Unsafe.Add(ref start, at) = (byte)',';
        at = WriteValue(ref start, at + 1, entry.WrittenValue);
        Unsafe.Add(ref start, at) = (byte)',';
        at = _dates.WriteTimestamp(ref start, at + 1, entry.EventTime);
        buffer.Advance(_ends.Write(ref start, at, entry.ArrivalTime, entry.IsRepairable));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteValue(ref byte start, int at, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return at;
        }

        return CsvText.NeedsQuotes(value) ? WriteQuoted(ref start, at, value) : Copy(ref start, at, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteQuoted(ref byte start, int at, ReadOnlySpan<byte> value)
    {
        Unsafe.Add(ref start, at++) = (byte)'"';
        foreach (byte letter in value)
        {
            Unsafe.Add(ref start, at++) = letter;
            if (letter == (byte)'"')
            {
                Unsafe.Add(ref start, at++) = letter;
            }
        }

        Unsafe.Add(ref start, at) = (byte)'"';
        return at + 1;
    }

    /// <summary>Copies bytes of any number; most are keys and values of 4 to 32, for which a call costs more than the copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Copy(ref byte start, int at, ReadOnlySpan<byte> bytes)
    {
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        ref byte target = ref Unsafe.Add(ref start, at);
        int length = bytes.Length;
        if ((uint)(length - Vector128<byte>.Count) <= (uint)Vector128<byte>.Count)
        {
            CopyEnds<Vector128<byte>>(ref target, ref source, length - Vector128<byte>.Count);
        }
        else if ((uint)(length - sizeof(ulong)) <= sizeof(ulong))
        {
            CopyEnds<ulong>(ref target, ref source, length - sizeof(ulong));
        }
        else if ((uint)(length - sizeof(uint)) <= sizeof(uint))
        {
            CopyEnds<uint>(ref target, ref source, length - sizeof(uint));
        }
        else
        {
            Unsafe.CopyBlockUnaligned(ref target, ref source, (uint)length);
        }

        return at + length;
    }

    /// <summary>Two blocks, the second where the bytes end; they may overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyEnds<T>(ref byte target, ref byte source, int second)
    {
        T head = Unsafe.ReadUnaligned<T>(ref source);
        T tail = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref source, second));
        Unsafe.WriteUnaligned(ref target, head);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, second), tail);
    }
}
