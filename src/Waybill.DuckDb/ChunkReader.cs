using System.Text;
using Waybill.DuckDb.Internals;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb;

/// <summary>
/// Up to 2048 rows of a result, read in place. Spans and text stay valid until the next chunk is fetched or the result
/// is disposed. A numeric getter reads what lies there without a conversion and throws <see cref="DuckDbException"/>
/// when the column has another width; ask <see cref="IsNull"/> first, a null's value is arbitrary.
/// </summary>
public sealed class ChunkReader
{
    private readonly VectorView[] _columns;

    internal ChunkReader(IReadOnlyList<DuckDbColumn> columns) =>
        _columns = [.. columns.Select(c => new VectorView(c.Type))];

    public int Rows { get; private set; }

    public bool IsNull(int column, int row) => _columns[column].IsNull(row);

    public bool Bool(int column, int row) => _columns[column].Get<byte>(row) != 0;

    public int Int32(int column, int row) => _columns[column].Get<int>(row);

    public long Int64(int column, int row) => _columns[column].Get<long>(row);

    /// <summary>HUGEINT, and decimals of more than 18 digits.</summary>
    public Int128 Int128(int column, int row) => _columns[column].Get<Int128>(row);

    public double Double(int column, int row) => _columns[column].Get<double>(row);

    /// <summary>A TIMESTAMP or TIMESTAMPTZ: µs since 1970-01-01 (UTC for TIMESTAMPTZ).</summary>
    public long TimestampMicros(int column, int row) => _columns[column].Get<long>(row);

    /// <summary>A decimal of any width as its unscaled integer; the scale is the column type's.</summary>
    public Int128 Unscaled(int column, int row) => ValueReader.Unscaled(_columns[column], row);

    /// <summary>A decimal of at most 28 digits; larger values throw <see cref="DuckDbException"/>.</summary>
    public decimal Decimal(int column, int row)
    {
        var view = _columns[column];
        var unscaled = ValueReader.Unscaled(view, row);
        return DecimalCodec.TryToDecimal(unscaled, view.Type.Scale, out var value)
            ? value
            : throw new DuckDbException(
                DuckDbErrorKind.OutOfRange,
                $"{DecimalCodec.ToText(unscaled, view.Type.Scale)} has more digits than a .NET decimal");
    }

    public Guid Uuid(int column, int row) => UuidCodec.FromNative(_columns[column].Get<Int128>(row));

    /// <summary>The bytes of a VARCHAR, as they lie in the chunk.</summary>
    public ReadOnlySpan<byte> Utf8(int column, int row) => _columns[column].Bytes(row);

    public string Text(int column, int row) => Encoding.UTF8.GetString(_columns[column].Bytes(row));

    public ReadOnlySpan<byte> Blob(int column, int row) => _columns[column].Bytes(row);

    /// <summary>
    /// All values of a BIGINT, TIMESTAMP or 10 to 18 digit decimal column; what stands in null rows is arbitrary.
    /// </summary>
    public ReadOnlySpan<long> Int64(int column) => _columns[column].Span<long>(Rows);

    public ReadOnlySpan<int> Int32(int column) => _columns[column].Span<int>(Rows);

    public ReadOnlySpan<double> Double(int column) => _columns[column].Span<double>(Rows);

    /// <summary>
    /// Any value as an object, for display: numbers as their .NET type, decimal (text beyond 28 digits), string,
    /// byte[], Guid, DateOnly, TimeOnly, DateTime, lists as List, structs as OrderedDictionary, maps as a List of pairs.
    /// </summary>
    public object? Value(int column, int row) => ValueReader.Read(_columns[column], row);

    internal void Attach(nint chunk)
    {
        Rows = (int)NativeMethods.DataChunkGetSize(chunk);
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Attach(NativeMethods.DataChunkGetVector(chunk, (ulong)i));
        }
    }
}
