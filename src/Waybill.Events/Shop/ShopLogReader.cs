using System.Buffers.Binary;
using System.Numerics;
using Waybill.Events.Values;

namespace Waybill.Events.Shop;

/// <summary>Reads what <see cref="ShopLog"/> wrote: transaction by transaction, and in each change by change.</summary>
public ref struct ShopLogReader(ReadOnlySpan<byte> log)
{
    private readonly ReadOnlySpan<byte> _log = log;

    /// <summary>Numbers, or offset and length of texts, of the row and behind it of the row before.</summary>
    private readonly long[] _values = new long[2 * ShopTable.MaxColumns];
    private int _at;
    private int _end;
    private long _lsn;

    /// <summary>Goes on to the next transaction, past changes of this one that were not read.</summary>
    public bool NextTransaction(out ShopTransaction transaction)
    {
        _at = _end;
        if (_at == _log.Length)
        {
            transaction = default;
            return false;
        }

        ReadOnlySpan<byte> header = _log.Slice(_at, ShopLog.TransactionHeader);
        transaction = new ShopTransaction(
            new Instant(BinaryPrimitives.ReadInt64LittleEndian(header[1..])),
            (ShopTransactionKind)header[0],
            BinaryPrimitives.ReadInt64LittleEndian(header[9..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[17..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[25..]));
        _lsn = transaction.FirstLsn;
        _at += header.Length;
        _end = _at + BinaryPrimitives.ReadInt32LittleEndian(header[29..]);
        return true;
    }

    /// <summary>Goes on to the next change of the transaction; the one before can no longer be looked at.</summary>
    public bool NextChange(out ShopChange change)
    {
        if (_at == _end)
        {
            change = default;
            return false;
        }

        ShopTable table = ShopCatalogue.All[_log[_at]];
        int op = _log[_at + 1];
        uint nulls = BinaryPrimitives.ReadUInt32LittleEndian(_log[(_at + 2)..]);
        uint changed = 0;
        uint nullsBefore = 0;
        _at += 6;
        if ((op & 3) == (int)ShopOp.Update)
        {
            changed = BinaryPrimitives.ReadUInt32LittleEndian(_log[_at..]);
            nullsBefore = BinaryPrimitives.ReadUInt32LittleEndian(_log[(_at + 4)..]);
            _at += 8;
        }

        uint all = (uint)((1UL << table.Columns.Count) - 1);
        Read(table, all & ~nulls, 0);
        Read(table, changed & ~nullsBefore, ShopTable.MaxColumns);
        change = new ShopChange(_log, _values, table, (ShopOp)(op & 3), (op & ShopLog.DerivedBit) != 0, _lsn++, nulls, changed, nullsBefore);
        return true;
    }

    private void Read(ShopTable table, uint columns, int target)
    {
        for (; columns != 0; columns &= columns - 1)
        {
            int column = BitOperations.TrailingZeroCount(columns);
            ulong number = ReadNumber();
            if (table.Columns[column].Kind == ShopColumnKind.Text)
            {
                _values[target + column] = ((long)_at << 32) | (uint)number;
                _at += (int)number;
            }
            else
            {
                _values[target + column] = (long)(number >> 1) ^ -(long)(number & 1);
            }
        }
    }

    private ulong ReadNumber()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = _log[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
