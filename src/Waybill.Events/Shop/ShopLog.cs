using System.Buffers.Binary;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Shop;

/// <summary>
/// Writes what happens in the shop as transactions, packed into bytes; <see cref="ShopLogReader"/> reads them. All numbers
/// are little-endian.
/// <code>
/// log         = transaction*
/// transaction = kind (1) at (8) number (8) first lsn (8) changes (4) length of the changes (4) change*
/// change      = table (1) op (2 bits) + derived (bit 2) (1) nulls (4) [changed (4) nulls before (4): updates] value* before*
/// value       = number as zigzag base 128 | text as its length in base 128 and its UTF-8; nothing for null
/// </code>
/// Columns come in the table's order, then for updates the values before of the changed columns. Deletes hold the row as it was.
/// </summary>
public sealed class ShopLog(int capacity = 4096)
{
    internal const int TransactionHeader = 33;
    internal const int DerivedBit = 4;
    private const int LongestNumber = 10;
    private const int CountAt = 25;

    private readonly ByteBuffer _bytes = new(capacity);
    private int _start = -1;
    private int _changes;
    private int _row = -1;
    private int _column;
    private int _columns;
    private bool _hasBefore;
    private uint _nulls;
    private uint _changed;
    private uint _nullsBefore;

    /// <summary>The transactions since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _bytes.Written;

    /// <summary>Number of the next transaction.</summary>
    public long NextTransaction { get; set; }

    /// <summary>Place of the next change.</summary>
    public long NextLsn { get; set; }

    /// <summary>Changes since <see cref="Clear"/>.</summary>
    public long Rows { get; private set; }

    /// <summary>Forgets what was written; the numbers go on.</summary>
    public void Clear()
    {
        _bytes.Clear();
        Rows = 0;
        _start = -1;
        _row = -1;
    }

    /// <summary>Copies what was written into another buffer.</summary>
    public void CopyTo(ByteBuffer target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Append(_bytes.Written);
    }

    public void Begin(Instant at, ShopTransactionKind kind)
    {
        Require(_start < 0, "A transaction is open.");
        _start = _bytes.Length;
        _changes = 0;
        Span<byte> header = _bytes.GetSpan(TransactionHeader);
        header[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(header[1..], at.Microseconds);
        BinaryPrimitives.WriteInt64LittleEndian(header[9..], NextTransaction);
        BinaryPrimitives.WriteInt64LittleEndian(header[17..], NextLsn);
        _bytes.Advance(TransactionHeader);
    }

    /// <summary>Ends the transaction; one without changes leaves no trace.</summary>
    public void Commit()
    {
        Require(_start >= 0, "No transaction is open.");
        EndRow();
        if (_changes == 0)
        {
            _bytes.Truncate(_start);
        }
        else
        {
            _bytes.Overwrite(_start + CountAt, (uint)_changes);
            _bytes.Overwrite(_start + CountAt + 4, (uint)(_bytes.Length - _start - TransactionHeader));
            NextTransaction++;
            NextLsn += _changes;
            Rows += _changes;
        }

        _start = -1;
    }

    /// <summary>Begins a row that is added; its columns follow in order.</summary>
    public ShopLog Insert(ShopTable table) => BeginRow(table, ShopOp.Insert, 0);

    /// <summary>The same for a row that the database's rules add by themselves.</summary>
    public ShopLog InsertDerived(ShopTable table) => BeginRow(table, ShopOp.Insert, DerivedBit);

    /// <summary>Begins a row that is changed; all its columns follow in order, then the changed ones as they were.</summary>
    public ShopLog Update(ShopTable table) => BeginRow(table, ShopOp.Update, 0);

    /// <summary>The same for a row that the database's rules change by themselves.</summary>
    public ShopLog UpdateDerived(ShopTable table) => BeginRow(table, ShopOp.Update, DerivedBit);

    /// <summary>Begins a row that is deleted; its columns as they were follow in order.</summary>
    public ShopLog Delete(ShopTable table) => BeginRow(table, ShopOp.Delete, 0);

    /// <summary>The next column: a whole number, cents, ten-thousandths, microseconds, or 0 and 1.</summary>
    public ShopLog Number(long value)
    {
        NextColumn();
        WriteNumber(value);
        return this;
    }

    /// <summary>The next column, null when there is no value.</summary>
    public ShopLog Number(long? value) => value is { } known ? Number(known) : Null();

    public ShopLog Time(Instant value) => Number(value.Microseconds);

    public ShopLog Flag(bool value) => Number(value ? 1 : 0);

    /// <summary>The next column as UTF-8.</summary>
    public ShopLog Text(ReadOnlySpan<byte> value)
    {
        NextColumn();
        WriteText(value);
        return this;
    }

    public ShopLog Null()
    {
        _nulls |= 1u << _column;
        NextColumn();
        return this;
    }

    /// <summary>What a changed column was before; in the order of the columns.</summary>
    public ShopLog WasNumber(int column, long value)
    {
        Changed(column);
        WriteNumber(value);
        return this;
    }

    /// <summary>What a changed column was before; in the order of the columns.</summary>
    public ShopLog WasText(int column, ReadOnlySpan<byte> value)
    {
        Changed(column);
        WriteText(value);
        return this;
    }

    /// <summary>That a changed column was null before; in the order of the columns.</summary>
    public ShopLog WasNull(int column)
    {
        Changed(column);
        _nullsBefore |= 1u << column;
        return this;
    }

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private ShopLog BeginRow(ShopTable table, ShopOp op, int derived)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require(_start >= 0, "No transaction is open.");
        EndRow();
        _row = _bytes.Length;
        _column = 0;
        _columns = table.Columns.Count;
        _hasBefore = op == ShopOp.Update;
        (_nulls, _changed, _nullsBefore) = (0, 0, 0);
        int header = _hasBefore ? 14 : 6;
        Span<byte> start = _bytes.GetSpan(header);
        start[0] = (byte)table.Index;
        start[1] = (byte)((int)op | derived);
        start[2..header].Clear();
        _bytes.Advance(header);
        return this;
    }

    private void EndRow()
    {
        if (_row < 0)
        {
            return;
        }

        Require(_column == _columns, "A row lacks columns.");
        _bytes.Overwrite(_row + 2, _nulls);
        if (_hasBefore)
        {
            _bytes.Overwrite(_row + 6, _changed);
            _bytes.Overwrite(_row + 10, _nullsBefore);
        }

        _changes++;
        _row = -1;
    }

    private void NextColumn()
    {
        Require(_row >= 0 && _column < _columns, "A row has more columns than its table.");
        _column++;
    }

    private void Changed(int column)
    {
        Require(_hasBefore && _column == _columns && _changed >> column == 0, "Values before come after the row, in the order of the columns.");
        _changed |= 1u << column;
    }

    private void WriteNumber(long value)
    {
        ulong zigzag = (ulong)((value << 1) ^ (value >> 63));
        Span<byte> target = _bytes.GetSpan(LongestNumber);
        int length = 0;
        for (; zigzag >= 0x80; zigzag >>= 7)
        {
            target[length++] = (byte)(zigzag | 0x80);
        }

        target[length++] = (byte)zigzag;
        _bytes.Advance(length);
    }

    private void WriteText(ReadOnlySpan<byte> text)
    {
        Span<byte> target = _bytes.GetSpan(LongestNumber);
        int length = 0;
        uint rest = (uint)text.Length;
        for (; rest >= 0x80; rest >>= 7)
        {
            target[length++] = (byte)(rest | 0x80);
        }

        target[length++] = (byte)rest;
        _bytes.Advance(length);
        _bytes.Append(text);
    }
}
