using System.Runtime.CompilerServices;
using System.Text;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Shop;

/// <summary>
/// Changes as lines of CSV, the same from a simulated shop and from a database:
/// <code>
/// op,lsn,tx,committed_at,before,&lt;columns of the table&gt;
/// op      I insert, U update, D delete, R row of an initial snapshot
/// lsn     place of the change in the stream; of a row the change with the highest is the newest
/// tx      number of the transaction
/// before  JSON object of the changed columns as they were, for U; of all columns, for D
/// </code>
/// Columns hold the row afterwards, for D as it was. Null is an empty field, an empty text a quoted one; times are
/// <c>yyyy-MM-dd HH:mm:ss.ffffff</c> UTC, flags <c>true</c> and <c>false</c>. Not for use by several threads.
/// </summary>
public sealed class ShopChangeCsv
{
    private const int LongestValue = 48 + Utf8Number.Slack;
    private static readonly byte[][] Names = [.. ShopCatalogue.All
        .SelectMany(table => table.Columns)
        .Select(column => column.Name)
        .Distinct()
        .Select(name => Encoding.ASCII.GetBytes($"\"\"{name}\"\":"))];

    private static readonly int[][] NameIndexes = MakeNameIndexes();

    private readonly DateTextCache _dates = new();

    /// <summary>The columns before those of the table.</summary>
    public static IReadOnlyList<string> OwnColumns { get; } = ["op", "lsn", "tx", "committed_at", "before"];

    /// <summary>The header line of a table's file, without line feed.</summary>
    public static string Header(ShopTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return string.Join(',', OwnColumns.Concat(table.Columns.Select(column => column.Name)));
    }

    /// <summary>Appends a change and its line feed.</summary>
    public void Append(ByteBuffer buffer, in ShopTransaction transaction, in ShopChange change)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ref byte start = ref buffer.Reserve(4 * LongestValue);
        start = change.Op switch
        {
            ShopOp.Insert => (byte)'I',
            ShopOp.Update => (byte)'U',
            _ => (byte)'D',
        };
        Unsafe.Add(ref start, 1) = (byte)',';
        int at = Comma(ref start, Utf8Number.Write(ref start, 2, (ulong)change.Lsn));
        at = Comma(ref start, Utf8Number.Write(ref start, at, (ulong)transaction.Number));
        at = Comma(ref start, WriteTime(ref start, at, transaction.At));
        buffer.Advance(at);
        AppendBefore(buffer, in change);
        IReadOnlyList<ShopColumn> columns = change.Table.Columns;
        for (int i = 0; i < columns.Count; i++)
        {
            buffer.Append((byte)',');
            if (!change.IsNull(i))
            {
                AppendValue(buffer, columns[i], in change, i);
            }
        }

        buffer.Append((byte)'\n');
    }

    private static int Comma(ref byte start, int at)
    {
        Unsafe.Add(ref start, at) = (byte)',';
        return at + 1;
    }

    private static int[][] MakeNameIndexes()
    {
        var places = Names
            .Select((name, index) => (Name: Encoding.ASCII.GetString(name)[2..^3], index))
            .ToDictionary(entry => entry.Name, entry => entry.index);
        return [.. ShopCatalogue.All.Select(table => (int[])[.. table.Columns.Select(column => places[column.Name])])];
    }

    private void AppendValue(ByteBuffer buffer, ShopColumn column, in ShopChange change, int index)
    {
        if (column.Kind != ShopColumnKind.Text)
        {
            AppendNumber(buffer, column, change.Number(index));
            return;
        }

        ReadOnlySpan<byte> text = change.Utf8(index);
        if (text.IsEmpty)
        {
            buffer.Append("\"\""u8);
            return;
        }

        CsvText.AppendField(buffer, text);
    }

    private void AppendNumber(ByteBuffer buffer, ShopColumn column, long value)
    {
        if (column.Kind == ShopColumnKind.Flag)
        {
            buffer.Append(value != 0 ? "true"u8 : "false"u8);
            return;
        }

        ref byte start = ref buffer.Reserve(LongestValue);
        buffer.Advance(column.Kind switch
        {
            ShopColumnKind.Money => Utf8Number.WriteHundredths(ref start, 0, value),
            ShopColumnKind.Fixed4 when column.Decimals == 2 => Utf8Number.WriteHundredths(ref start, 0, value / 100),
            ShopColumnKind.Fixed4 => WriteTenThousandths(ref start, value),
            ShopColumnKind.Time => WriteTime(ref start, 0, new Instant(value)),
            _ => Utf8Number.WriteSigned(ref start, 0, value),
        });
    }

    private static int WriteTenThousandths(ref byte start, long value)
    {
        int at = Utf8Number.WriteSigned(ref start, 0, value / 10_000);
        Unsafe.Add(ref start, at) = (byte)'.';
        return Utf8Number.WritePadded(ref start, at + 1, (uint)(Math.Abs(value) % 10_000), 4);
    }

    private int WriteTime(ref byte start, int at, Instant time)
    {
        at = _dates.WriteTimestamp(ref start, at, time);
        Unsafe.Add(ref start, at) = (byte)'.';
        return Utf8Number.WritePadded(ref start, at + 1, (uint)(time.Microseconds - (time.Seconds * Instant.MicrosecondsPerSecond)), 6);
    }

    /// <summary>A JSON object within a quoted field: every quote of it is doubled.</summary>
    private void AppendBefore(ByteBuffer buffer, in ShopChange change)
    {
        if (change.Op == ShopOp.Insert)
        {
            return;
        }

        buffer.Append("\"{"u8);
        bool isFirst = true;
        IReadOnlyList<ShopColumn> columns = change.Table.Columns;
        int[] names = NameIndexes[change.Table.Index];
        for (int i = 0; i < columns.Count; i++)
        {
            bool isUpdate = change.Op == ShopOp.Update;
            if (isUpdate && !change.IsChanged(i))
            {
                continue;
            }

            if (!isFirst)
            {
                buffer.Append((byte)',');
            }

            isFirst = false;
            buffer.Append(Names[names[i]]);
            if (isUpdate ? change.WasNull(i) : change.IsNull(i))
            {
                buffer.Append("null"u8);
            }
            else if (columns[i].Kind == ShopColumnKind.Text)
            {
                AppendJsonText(buffer, isUpdate ? change.Utf8Before(i) : change.Utf8(i));
            }
            else
            {
                AppendJsonNumber(buffer, columns[i], isUpdate ? change.NumberBefore(i) : change.Number(i));
            }
        }

        buffer.Append("}\""u8);
    }

    private void AppendJsonNumber(ByteBuffer buffer, ShopColumn column, long value)
    {
        bool isTime = column.Kind == ShopColumnKind.Time;
        buffer.Append(isTime ? "\"\""u8 : []);
        AppendNumber(buffer, column, value);
        buffer.Append(isTime ? "\"\""u8 : []);
    }

    private static void AppendJsonText(ByteBuffer buffer, ReadOnlySpan<byte> text)
    {
        buffer.Append("\"\""u8);
        foreach (byte letter in text)
        {
            switch (letter)
            {
                case (byte)'"':
                    buffer.Append("\\\"\""u8);
                    break;
                case (byte)'\\':
                    buffer.Append("\\\\"u8);
                    break;
                case < 0x20:
                    buffer.Append(Encoding.ASCII.GetBytes($"\\u{(int)letter:x4}"));
                    break;
                default:
                    buffer.Append(letter);
                    break;
            }
        }

        buffer.Append("\"\""u8);
    }
}
