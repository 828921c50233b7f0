using System.Runtime.CompilerServices;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>
/// Writes rows of the logistics feed, whole or field by field like <see cref="SalesCsv"/>. Not for use by several threads.
/// </summary>
public sealed class StatusCsv
{
    /// <summary>No row is longer, its line feed included.</summary>
    public const int MaxRowLength = 96;

    private readonly DateTextCache _dates = new();
    private readonly OrderIdTextCache _ids = new();
    private readonly TextTable _statuses = FeedVocabulary.Statuses;

    /// <summary>Appends a row and its line feed.</summary>
    public void Append(ByteBuffer buffer, in StatusRow row)
    {
        ref byte start = ref buffer.Reserve(MaxRowLength + Utf8Number.Slack);
        int at = _ids.Write(ref start, 0, row.Id);
        Unsafe.Add(ref start, at) = (byte)',';
        at = _statuses.WriteFieldAndComma(ref start, at + 1, (int)row.Status);
        at = _dates.WriteTimestamp(ref start, at, row.At);
        Unsafe.Add(ref start, at) = (byte)',';
        at = Utf8Number.Write(ref start, at + 1, (ulong)row.SourceSeq);
        Unsafe.Add(ref start, at) = (byte)'\n';
        buffer.Advance(at + 1);
    }

    /// <summary>Appends what tells the row from all others: the order's id, a bar, and the status.</summary>
    public void AppendKey(ByteBuffer buffer, in StatusRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ref byte start = ref buffer.Reserve(MaxRowLength + Utf8Number.Slack);
        int at = _ids.Write(ref start, 0, row.Id);
        Unsafe.Add(ref start, at) = (byte)'|';
        buffer.Advance(_statuses.WriteFieldAndComma(ref start, at + 1, (int)row.Status) - 1);
    }

    /// <summary>Appends one field of the row, without comma.</summary>
    public void WriteField(ByteBuffer buffer, StatusColumn column, in StatusRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (column == StatusColumn.Status)
        {
            buffer.Append(_statuses.Field((int)row.Status));
            return;
        }

        ref byte start = ref buffer.Reserve(Instant.MaxTextLength + Utf8Number.Slack);
        buffer.Advance(column switch
        {
            StatusColumn.OrderId => _ids.Write(ref start, 0, row.Id),
            StatusColumn.StatusTimestamp => _dates.WriteTimestamp(ref start, 0, row.At),
            StatusColumn.SourceSeq => Utf8Number.Write(ref start, 0, (ulong)row.SourceSeq),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column of the logistics feed."),
        });
    }
}
