using System.Globalization;
using Waybill.Events;

namespace Waybill.Connectors.Capture;

/// <summary>
/// Turns the messages of the server's plugin pgoutput (protocol version 1, values as text; PostgreSQL's manual, "Logical Replication Message
/// Formats") into lines of change files, without an object per message or value.
/// <code>
/// Begin(final place, time, xid) (Relation | Insert | Update | Delete | Truncate | Type | Origin)* Commit(place, end, time)
/// </code>
/// Transactions come whole and in the order of their commits. A change's number is the larger of its transaction's commit place and the number
/// before, plus one: it rises from commit to commit and within a transaction, however transactions overlapped in the log.
/// </summary>
internal sealed class ChangeDecoder
{
    private readonly IReadOnlyDictionary<string, CapturedTable> _tables;
    private readonly Dictionary<int, TableLayout> _layouts = [];
    private readonly HashSet<int> _leftOut = [];
    private readonly RowImage _row = new();
    private readonly RowImage _before = new();
    private readonly TransactionMark _mark = new();

    /// <param name="tables">Tables whose rows were copied, and when: what was committed before is not written again.</param>
    /// <param name="lastNumber">The largest number given so far.</param>
    public ChangeDecoder(IReadOnlyDictionary<string, CapturedTable> tables, long lastNumber)
    {
        _tables = tables;
        LastNumber = lastNumber;
    }

    public long LastNumber { get; private set; }

    /// <summary>Between a Begin and its Commit.</summary>
    public bool IsInTransaction { get; private set; }

    /// <summary>The end of the last transaction.</summary>
    public Lsn End { get; private set; }

    /// <summary>When it was committed, UTC.</summary>
    public DateTime CommittedAt => _mark.CommittedAt;

    private Lsn CommitPlace { get; set; }

    /// <summary>Reads the description of a table; the keys of its columns are not in it.</summary>
    public static (long Id, string Schema, string Table, bool HasWholeImages, IReadOnlyList<(string Name, uint Type, bool IsIdentity)> Columns) ReadRelation(
        ReadOnlySpan<byte> message)
    {
        var cursor = new MessageCursor(message);
        cursor.Skip(1);
        var id = cursor.Int32();
        var schema = cursor.Text();
        var name = cursor.Text();
        var identity = cursor.Byte();
        var columns = new (string, uint, bool)[cursor.Int16()];
        for (var i = 0; i < columns.Length; i++)
        {
            var isIdentity = cursor.Byte() == 1;
            columns[i] = (cursor.Text(), (uint)cursor.Int32(), isIdentity);
            cursor.Skip(sizeof(int)); // the type's modifier
        }

        return ((uint)id, schema, name, identity == (byte)'f', columns);
    }

    /// <summary>From now on the table has this layout.</summary>
    public void Learn(TableLayout layout)
    {
        var id = unchecked((int)layout.Id);
        _layouts[id] = layout;
        _leftOut.Remove(id);
    }

    /// <summary>From now on changes of this table, which is not followed, are passed over.</summary>
    /// <param name="id">The server's number (oid) of the table.</param>
    /// <returns>Whether they were not until now.</returns>
    public bool LeaveOut(long id)
    {
        _layouts.Remove(unchecked((int)id));
        return _leftOut.Add(unchecked((int)id));
    }

    /// <summary>Reads a message other than a Relation; lines go into the batch.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="batch">Takes the lines.</param>
    /// <param name="values">Values that the server did not send with an update, found by <see cref="MissingValues"/>; null when there are none.</param>
    /// <exception cref="WaybillException">BadInput: a table was emptied by TRUNCATE, or the message is none of the protocol.</exception>
    public void Decode(ReadOnlySpan<byte> message, OpenBatch batch, MissingValues? values = null)
    {
        if (IsLeftOut(message))
        {
            return;
        }

        var cursor = new MessageCursor(message);
        switch (cursor.Byte())
        {
            case (byte)'I':
                ReadChange(ref cursor, message, out var inserted);
                Write(batch, ChangeRow.Insert, inserted, message);
                return;
            case (byte)'U':
                ReadChange(ref cursor, message, out var updated);
                WriteUpdate(batch, updated, message, values);
                return;
            case (byte)'D':
                ReadChange(ref cursor, message, out var deleted);
                WriteDelete(batch, deleted, message);
                return;
            case (byte)'B':
                CommitPlace = cursor.Place();
                LastNumber = Math.Max(LastNumber, (long)CommitPlace.Value);
                var micros = cursor.Int64();
                _mark.Set((uint)cursor.Int32(), micros);
                IsInTransaction = true;
                return;
            case (byte)'C':
                cursor.Skip(1 + sizeof(long)); // flags and the place of the commit
                End = cursor.Place();
                IsInTransaction = false;
                batch.Transactions++;
                return;
            case (byte)'T':
                RefuseTruncation(ref cursor);
                return;
            case (byte)'Y' or (byte)'O' or (byte)'M':
                return;
            default:
                throw new WaybillException(WaybillErrorKind.BadInput,
                    string.Create(CultureInfo.InvariantCulture, $"The server sent a replication message of the unknown kind {message[0]}."),
                    "Use the newest Waybill with this server.");
        }
    }

    /// <summary>The values that an update's message lacks although no image before has them; null when it lacks none.</summary>
    public MissingValues? FindMissing(ReadOnlySpan<byte> message)
    {
        var cursor = new MessageCursor(message);
        cursor.Skip(1);
        if (IsLeftOut(message) || _layouts[cursor.Int32()].HasWholeImages)
        {
            return null;
        }

        cursor = new MessageCursor(message);
        cursor.Skip(1);
        ReadChange(ref cursor, message, out var layout);
        return IsCopied(layout) ? null : MissingValues.Find(layout, _row, message);
    }

    private bool IsLeftOut(ReadOnlySpan<byte> message)
    {
        if (_leftOut.Count == 0 || message[0] is not ((byte)'I' or (byte)'U' or (byte)'D'))
        {
            return false;
        }

        var cursor = new MessageCursor(message);
        cursor.Skip(1);
        return _leftOut.Contains(cursor.Int32());
    }

    private void ReadChange(ref MessageCursor cursor, ReadOnlySpan<byte> message, out TableLayout layout)
    {
        layout = _layouts[cursor.Int32()];
        _before.Clear();
        _row.Clear();
        while (cursor.Position < message.Length)
        {
            var part = cursor.Byte();
            ReadImage(ref cursor, part == (byte)'N' ? _row : _before);
        }
    }

    private static void ReadImage(ref MessageCursor cursor, RowImage image)
    {
        var count = cursor.Int16();
        image.Reserve(count);
        for (var i = 0; i < count; i++)
        {
            switch (cursor.Byte())
            {
                case (byte)'n':
                    image.AddNull();
                    break;
                case (byte)'u':
                    image.AddUnchanged();
                    break;
                default:
                    var length = cursor.Int32();
                    image.AddValue(cursor.Position, length);
                    cursor.Skip(length);
                    break;
            }
        }
    }

    private void WriteUpdate(OpenBatch batch, TableLayout layout, ReadOnlySpan<byte> message, MissingValues? values)
    {
        if (values is not null)
        {
            message = values.Complete(_row, message);
        }
        else if (_before.Count > 0 && layout.HasWholeImages)
        {
            for (var i = 0; i < _row.Count; i++)
            {
                if (_row.IsUnchanged(i))
                {
                    _row.Take(i, _before);
                }
            }
        }

        // A row that gets another key is another row to everybody who reads the files: the old one is gone.
        if (HasOtherKey(layout, message))
        {
            WriteDelete(batch, layout, message);
        }

        Write(batch, ChangeRow.Update, layout, message);
    }

    private bool HasOtherKey(TableLayout layout, ReadOnlySpan<byte> message)
    {
        if (_before.Count == 0)
        {
            return false;
        }

        foreach (var key in layout.KeyColumns)
        {
            if (_before.Differs(key, _row, message))
            {
                return true;
            }
        }

        return false;
    }

    private void Write(OpenBatch batch, byte op, TableLayout layout, ReadOnlySpan<byte> message) =>
        Write(batch, op, layout, _row, message);

    private void WriteDelete(OpenBatch batch, TableLayout layout, ReadOnlySpan<byte> message) =>
        Write(batch, ChangeRow.Delete, layout, _before, message);

    private void Write(OpenBatch batch, byte op, TableLayout layout, RowImage row, ReadOnlySpan<byte> message)
    {
        if (IsCopied(layout))
        {
            return;
        }

        var file = batch.FileOf(layout);
        ChangeRow.Append(file.Rows, op, ++LastNumber, _mark.Text, layout, row, _before, message);
        file.WriteMuch();
        batch.Changes++;
    }

    // A table that was copied later than the slot began has the earlier changes in its copy.
    private bool IsCopied(TableLayout layout) => _tables.TryGetValue(layout.Table, out var table) && CommitPlace < table.CopiedAt;

    private void RefuseTruncation(ref MessageCursor cursor)
    {
        var count = cursor.Int32();
        cursor.Skip(1);
        var names = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var id = cursor.Int32();
            if (!_leftOut.Contains(id))
            {
                names.Add(_layouts.TryGetValue(id, out var layout) ? $"{ShopTables.Schema}.{layout.Table}" : "a table");
            }
        }

        if (names.Count == 0)
        {
            return;
        }

        throw new WaybillException(WaybillErrorKind.BadInput,
            $"{string.Join(", ", names)} was emptied by TRUNCATE at {CommitPlace}: which rows went, the server does not say.",
            "Use DELETE where changes are captured. To go on, capture into a new workspace with another --slot, and drop this one.");
    }
}
