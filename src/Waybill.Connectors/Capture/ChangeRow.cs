using Waybill.Events.Text;

namespace Waybill.Connectors.Capture;

/// <summary>
/// Writes a line of a change file.
/// <code>
/// op,lsn,tx,committed_at,before,columns…      before: {"column":value,…} in quotes, or nothing
/// </code>
/// </summary>
internal static class ChangeRow
{
    public const byte Insert = (byte)'I';
    public const byte Update = (byte)'U';
    public const byte Delete = (byte)'D';
    public const byte Read = (byte)'R';

    /// <param name="to">The line is appended.</param>
    /// <param name="op">One of the letters above.</param>
    /// <param name="number">Place of the change in the stream.</param>
    /// <param name="transaction"><c>,tx,committed_at,</c></param>
    /// <param name="layout">Columns of the images.</param>
    /// <param name="row">The values of the line.</param>
    /// <param name="before">The image before the change; empty when there is none.</param>
    /// <param name="message">Holds the values of both.</param>
    public static void Append(
        ByteBuffer to, byte op, long number, ReadOnlySpan<byte> transaction, TableLayout layout, RowImage row, RowImage before, ReadOnlySpan<byte> message)
    {
        const int LongestNumber = 24;
        to.Append(op);
        to.Append((byte)',');
        to.Advance(Utf8Number.WriteSigned(ref to.Reserve(LongestNumber), 0, number));
        to.Append(transaction);
        if (before.Count > 0)
        {
            AppendBefore(to, layout, before, op == Update ? row : null, message);
        }

        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var column = layout.Columns[i];
            if (column.IsLeftOut)
            {
                continue;
            }

            to.Append((byte)',');
            if (i < row.Count && !row.IsNull(i) && !row.IsUnchanged(i))
            {
                FieldText.AppendCsv(to, column.Form, row.Value(i, message));
            }
        }

        to.Append((byte)'\n');
    }

    // Of an update the columns that changed, of a deletion all; only the key where the server sends no more.
    private static void AppendBefore(ByteBuffer to, TableLayout layout, RowImage before, RowImage? after, ReadOnlySpan<byte> message)
    {
        to.Append("\"{"u8);
        var isFirst = true;
        for (var i = 0; i < before.Count; i++)
        {
            var column = layout.Columns[i];
            if (column.IsLeftOut || !(layout.HasWholeImages || column.IsKey) || (after is not null && !before.Differs(i, after, message)))
            {
                continue;
            }

            if (!isFirst)
            {
                to.Append((byte)',');
            }

            isFirst = false;
            to.Append(column.JsonName);
            if (before.IsNull(i) || before.IsUnchanged(i))
            {
                to.Append("null"u8);
            }
            else
            {
                FieldText.AppendJson(to, column.Form, before.Value(i, message));
            }
        }

        to.Append("}\""u8);
    }
}
