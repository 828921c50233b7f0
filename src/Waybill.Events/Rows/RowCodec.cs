using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>
/// Writes the rows of a feed, as CSV lines or as the elements of a JSON array, each element on a line of its own with the
/// comma that separates it from the next one. Nothing is allocated for a row. Not for use by several threads.
/// </summary>
/// <typeparam name="TRow">The feed's rows.</typeparam>
public abstract class RowCodec<TRow>
    where TRow : struct
{
    private const int NoColumn = -1;

    /// <summary>What stands before the value of each column: a comma, or the key with its colon.</summary>
    private readonly byte[][] _leads;
    private readonly byte[] _end;
    private readonly DateTextCache _dates = new();

    private protected RowCodec(FeedDefinition feed)
    {
        Feed = feed;
        bool json = feed.Format == FeedFormat.Json;
        _leads =
        [
            .. feed.Columns.Select((column, i) => Encoding.ASCII.GetBytes(
                json ? $"{(i == 0 ? '{' : ',')}\"{column.Name}\":" : i == 0 ? "" : ",")),
        ];
        _end = [.. json ? "}"u8 : [], .. feed.LineEnd];
    }

    public FeedDefinition Feed { get; }

    /// <summary>Appends a row and what ends it.</summary>
    public void Append(ByteBuffer buffer, in TRow row) => AppendChanged(buffer, in row, NoColumn, default);

    /// <summary>Appends a row in which one column has another value, written as the format wants it.</summary>
    public void AppendChanged(ByteBuffer buffer, in TRow row, int changed, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        for (int column = 0; column < _leads.Length; column++)
        {
            buffer.Append(_leads[column]);
            if (column == changed)
            {
                buffer.Append(value);
            }
            else
            {
                WriteField(buffer, column, in row);
            }
        }

        buffer.Append(_end);
    }

    /// <summary>Appends the value of one column as it stands in a row: quoted where the format wants it.</summary>
    public abstract void WriteField(ByteBuffer buffer, int column, in TRow row);

    /// <summary>Appends what tells the row from all others; the ledger names it so.</summary>
    public abstract void WriteKey(ByteBuffer buffer, in TRow row);

    /// <summary>When the row's event happened.</summary>
    public abstract Instant TimeOf(in TRow row);

    private protected void WriteTime(ByteBuffer buffer, Instant time) =>
        buffer.Advance(_dates.WriteTimestamp(ref buffer.Reserve(Instant.MaxTextLength + Utf8Number.Slack), 0, time));

    private protected static void WriteWhole(ByteBuffer buffer, long value) =>
        buffer.Advance(Utf8Number.Write(ref buffer.Reserve(Instant.MaxTextLength + Utf8Number.Slack), 0, (ulong)value));

    private protected static void WriteHundredths(ByteBuffer buffer, long value) =>
        buffer.Advance(Utf8Number.WriteHundredths(ref buffer.Reserve(Instant.MaxTextLength + Utf8Number.Slack), 0, value));

    private protected static void WriteText(ByteBuffer buffer, string text) =>
        CsvText.AppendField(buffer, Encoding.UTF8.GetBytes(text));

    private protected static Exception NoSuchColumn(int column) =>
        new ArgumentOutOfRangeException(nameof(column), column, "The feed has no such column.");
}
