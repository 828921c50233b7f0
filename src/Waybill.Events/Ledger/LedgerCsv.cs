using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    /// <summary>More than kind and feed, both times, the last word, commas and slack take.</summary>
    private const int FixedLength = 160;

    private readonly DateTextCache _dates = new();
    private readonly OrderIdTextCache _ids = new();
    private readonly LedgerLeadCache _leads = new();

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
        // One reservation for all that has a known length; only values may need quotes and are appended on their own.
        ref byte start = ref buffer.Reserve(FixedLength + entry.EntityKey.Length + entry.Field.Length);
        int at = _leads.Write(ref start, 0, entry.Kind, entry.Feed);
        at = Copy(ref start, at, entry.EntityKey);
        Unsafe.Add(ref start, at) = (byte)',';
        at = Copy(ref start, at + 1, entry.Field);
        if (entry.TrueValue.IsEmpty && entry.WrittenValue.IsEmpty)
        {
            at = Copy(ref start, at, ",,,"u8);
        }
        else
        {
            Unsafe.Add(ref start, at) = (byte)',';
            buffer.Advance(at + 1);
            CsvText.AppendField(buffer, entry.TrueValue);
            buffer.Append((byte)',');
            CsvText.AppendField(buffer, entry.WrittenValue);
            start = ref buffer.Reserve(FixedLength);
            Unsafe.Add(ref start, 0) = (byte)',';
            at = 1;
        }

        at = _dates.WriteTimestamp(ref start, at, entry.EventTime);
        Unsafe.Add(ref start, at) = (byte)',';
        at = _dates.WriteTimestamp(ref start, at + 1, entry.ArrivalTime);
        buffer.Advance(entry.IsRepairable ? Copy(ref start, at, ",true\n"u8) : Copy(ref start, at, ",false\n"u8));
    }

    /// <summary>Copies bytes of any number; most are keys of 16 to 32, for which a call costs more than the copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Copy(ref byte start, int at, ReadOnlySpan<byte> bytes)
    {
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        ref byte target = ref Unsafe.Add(ref start, at);
        int blocks = bytes.Length - Vector128<byte>.Count;
        if ((uint)blocks <= (uint)Vector128<byte>.Count)
        {
            var tail = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, blocks));
            Vector128.LoadUnsafe(ref source).StoreUnsafe(ref target);
            tail.StoreUnsafe(ref Unsafe.Add(ref target, blocks));
        }
        else
        {
            Unsafe.CopyBlockUnaligned(ref target, ref source, (uint)bytes.Length);
        }

        return at + bytes.Length;
    }
}
