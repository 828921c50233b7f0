using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Waybill.DuckDb.Internals;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb;

/// <summary>
/// Writes into the column vectors of one chunk. Values are not null until <see cref="SetNull"/> says so; each column
/// is written through the span of its width (timestamps as µs, dates as days, decimals as unscaled integers).
/// </summary>
public sealed unsafe class ChunkWriter
{
    /// <summary>STANDARD_VECTOR_SIZE of DuckDB.</summary>
    internal const int VectorSize = 2048;

    private readonly DuckDbColumn[] _columns;
    private readonly nint[] _vectors;
    private readonly nint[] _data;
    private readonly nint[] _validity;

    internal ChunkWriter(IEnumerable<DuckDbColumn> columns)
    {
        _columns = [.. columns];
        _vectors = new nint[_columns.Length];
        _data = new nint[_columns.Length];
        _validity = new nint[_columns.Length];
    }

    /// <summary>Rows that fit into one chunk.</summary>
#pragma warning disable CA1822 // An instance property: callers size their loops by the chunk that they were given.
    public int Capacity => VectorSize;
#pragma warning restore CA1822

    public IReadOnlyList<DuckDbColumn> Columns => _columns;

    public Span<bool> Bool(int column) => Values<bool>(column);

    public Span<byte> UInt8(int column) => Values<byte>(column);

    public Span<short> Int16(int column) => Values<short>(column);

    public Span<int> Int32(int column) => Values<int>(column);

    public Span<long> Int64(int column) => Values<long>(column);

    /// <summary>HUGEINT, and decimals of more than 18 digits.</summary>
    public Span<Int128> Int128(int column) => Values<Int128>(column);

    public Span<float> Float(int column) => Values<float>(column);

    public Span<double> Double(int column) => Values<double>(column);

    /// <summary>
    /// The cells of a VARCHAR or BLOB column, <see cref="Capacity"/> of them, for writers that fill them directly.
    /// </summary>
    public TextCell* TextCells(int column)
    {
        RequireBytes(column);
        return (TextCell*)_data[column];
    }

    /// <summary>Copies UTF-8 text into the chunk.</summary>
    public void SetText(int column, int row, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            ThrowNotUtf8(column, row);
        }

        SetBlob(column, row, utf8);
    }

    /// <summary>Copies bytes into the chunk, unchecked.</summary>
    public void SetBlob(int column, int row, ReadOnlySpan<byte> bytes)
    {
        var cells = TextCells(column);
        fixed (byte* pointer = bytes)
        {
            if (bytes.Length <= TextCell.InlineCapacity)
            {
                cells[row] = TextCell.Pinned(pointer, bytes.Length);
                return;
            }

            NativeMethods.VectorAssignStringUnchecked(_vectors[column], (ulong)row, pointer, (ulong)bytes.Length);
        }
    }

    /// <summary>
    /// Points at UTF-8 text without copying. The caller guarantees that the text is valid UTF-8 and that the memory
    /// stays in place until the query has ended and its result is disposed.
    /// </summary>
    public void SetTextPinned(int column, int row, byte* text, int length) =>
        TextCells(column)[row] = TextCell.Pinned(text, length);

    /// <summary>
    /// Points at bytes without copying; the memory must stay in place as for <see cref="SetTextPinned"/>.
    /// </summary>
    public void SetBlobPinned(int column, int row, byte* bytes, int length) =>
        TextCells(column)[row] = TextCell.Pinned(bytes, length);

    public void SetUuid(int column, int row, Guid value) => Values<Int128>(column)[row] = UuidCodec.ToNative(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNull(int column, int row)
    {
        var validity = (ulong*)_validity[column];
        if (validity == null)
        {
            validity = MakeValidity(column);
        }

        validity[row >> 6] &= ~(1UL << (row & 63));
    }

    /// <summary>Takes back a null, for writers that begin with <see cref="SetAllNull"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetValid(int column, int row)
    {
        var validity = (ulong*)_validity[column];
        if (validity != null)
        {
            validity[row >> 6] |= 1UL << (row & 63);
        }
    }

    /// <summary>Marks rows 0 … <paramref name="rows"/>-1 of a column as null.</summary>
    public void SetAllNull(int column, int rows)
    {
        var validity = MakeValidity(column);
        for (var word = 0; word < (rows + 63) / 64; word++)
        {
            validity[word] = 0;
        }
    }

    /// <summary>Points the writer at a chunk whose vectors are empty and flat.</summary>
    internal void Attach(nint chunk)
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunkGetVector(chunk, (ulong)i);
            _data[i] = (nint)NativeMethods.VectorGetData(_vectors[i]);
            _validity[i] = 0;
        }
    }

    private ulong* MakeValidity(int column)
    {
        NativeMethods.VectorEnsureValidityWritable(_vectors[column]);
        var validity = NativeMethods.VectorGetValidity(_vectors[column]);
        _validity[column] = (nint)validity;
        return validity;
    }

    private Span<T> Values<T>(int column)
        where T : unmanaged
    {
        if (_columns[column].Type.ElementSize != sizeof(T) || _columns[column].Type.IsBytes)
        {
            ThrowWrongWidth(column, typeof(T).Name);
        }

        return new Span<T>((void*)_data[column], VectorSize);
    }

    private void RequireBytes(int column)
    {
        if (!_columns[column].Type.IsBytes)
        {
            ThrowWrongWidth(column, "text");
        }
    }

    private void ThrowWrongWidth(int column, string asked) =>
        throw new InvalidOperationException(
            $"Column '{_columns[column].Name}' has type {_columns[column].Type} and cannot be written as {asked}");

    private void ThrowNotUtf8(int column, int row) =>
        throw new DuckDbException(
            DuckDbErrorKind.InvalidInput, $"The text for column '{_columns[column].Name}', row {row} is not valid UTF-8");
}
