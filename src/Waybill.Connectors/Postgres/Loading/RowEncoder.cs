using System.Globalization;
using Waybill.DuckDb;
using Waybill.Events;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>
/// Writes rows of DuckDB chunks in PostgreSQL's binary COPY form, cell by cell from the vectors, without an object for any value.
/// A row is the number of its cells (2 bytes), then for each its length (4 bytes, -1 for null) and its bytes.
/// </summary>
internal sealed class RowEncoder(string table, IReadOnlyList<LoadColumn> columns)
{
    // PostgreSQL counts from 2000-01-01.
    private const int EpochDays = 10_957;
    private const long EpochMicros = EpochDays * 86_400_000_000L;

    // Its types begin in 4713 BC and end later than DuckDB's.
    private const long FirstMicros = -210_866_803_200_000_000;
    private const int FirstDay = -2_440_588;

    private const byte JsonVersion = 1;

    private static ReadOnlySpan<byte> ReplacementCharacter => "\uFFFD"u8;

    private readonly LoadColumn[] _columns = [.. columns];
    private readonly long[] _cleaned = new long[columns.Count];

    public CopyBuffer Buffer { get; } = new();

    /// <summary>Columns in which texts held NUL, with how many did.</summary>
    public IEnumerable<(string Column, long Values)> Cleaned =>
        _columns.Zip(_cleaned, (column, count) => (column.Name, count)).Where(c => c.count > 0);

    /// <summary>Appends one row of a chunk.</summary>
    /// <exception cref="WaybillException">BadInput: a value that the server's type cannot hold.</exception>
    public void Row(ChunkReader chunk, int row)
    {
        Buffer.Int16((short)_columns.Length);
        for (var column = 0; column < _columns.Length; column++)
        {
            if (chunk.IsNull(column, row))
            {
                Buffer.Int32(-1);
            }
            else
            {
                Cell(chunk, column, row);
            }
        }
    }

    private void Cell(ChunkReader chunk, int column, int row)
    {
        switch (_columns[column].Kind)
        {
            case CellKind.Bool:
                Buffer.Int32(sizeof(byte));
                Buffer.Byte(chunk.Bool(column, row) ? (byte)1 : (byte)0);
                break;
            case CellKind.Int32:
                Fixed(chunk.Int32(column, row));
                break;
            case CellKind.Date:
                Fixed(Date(chunk.Int32(column, row), column));
                break;
            case CellKind.Float:
                Fixed(BitConverter.SingleToInt32Bits((float)chunk.Double(column, row)));
                break;
            case CellKind.Int64 or CellKind.Time:
                Fixed(chunk.Int64(column, row));
                break;
            case CellKind.Timestamp:
                Fixed(Time(chunk.TimestampMicros(column, row), column));
                break;
            case CellKind.Double:
                Fixed(BitConverter.DoubleToInt64Bits(chunk.Double(column, row)));
                break;
            case CellKind.Numeric:
                NumericCell.Write(Buffer, chunk.Unscaled(column, row), _columns[column].Scale);
                break;
            case CellKind.HugeInt:
                NumericCell.Write(Buffer, chunk.Int128(column, row), scale: 0);
                break;
            case CellKind.Uuid:
                Buffer.Int32(16);
                chunk.Uuid(column, row).TryWriteBytes(Buffer.Take(16), bigEndian: true, out _);
                break;
            case CellKind.Bytes:
                Counted(chunk.Blob(column, row));
                break;
            case CellKind.Json:
                var json = chunk.Utf8(column, row);
                Buffer.Int32(json.Length + 1);
                Buffer.Byte(JsonVersion);
                Buffer.Bytes(json);
                break;
            default:
                Text(chunk.Utf8(column, row), column);
                break;
        }
    }

    private void Fixed(int value)
    {
        Buffer.Int32(sizeof(int));
        Buffer.Int32(value);
    }

    private void Fixed(long value)
    {
        Buffer.Int32(sizeof(long));
        Buffer.Int64(value);
    }

    private void Counted(ReadOnlySpan<byte> bytes)
    {
        Buffer.Int32(bytes.Length);
        Buffer.Bytes(bytes);
    }

    // The server's texts end at NUL and so cannot hold one.
    private void Text(ReadOnlySpan<byte> text, int column)
    {
        var nul = text.IndexOf((byte)0);
        if (nul < 0)
        {
            Counted(text);
            return;
        }

        _cleaned[column]++;
        Buffer.Int32(text.Length + (text.Count((byte)0) * (ReplacementCharacter.Length - 1)));
        for (; nul >= 0; nul = text.IndexOf((byte)0))
        {
            Buffer.Bytes(text[..nul]);
            Buffer.Bytes(ReplacementCharacter);
            text = text[(nul + 1)..];
        }

        Buffer.Bytes(text);
    }

    // The largest and the smallest number but one stand for infinity in DuckDB.
    private int Date(int days, int column) => days switch
    {
        int.MaxValue => int.MaxValue,
        -int.MaxValue => int.MinValue,
        < FirstDay => throw OutOfRange(column, $"day {days.ToString(CultureInfo.InvariantCulture)}"),
        _ => days - EpochDays,
    };

    private long Time(long micros, int column) => micros switch
    {
        long.MaxValue => long.MaxValue,
        -long.MaxValue => long.MinValue,
        < FirstMicros => throw OutOfRange(column, $"{micros.ToString(CultureInfo.InvariantCulture)} µs"),
        _ => micros - EpochMicros,
    };

    private WaybillException OutOfRange(int column, string value) => new(WaybillErrorKind.BadInput,
        $"{table}.{_columns[column].Name} holds a time that PostgreSQL cannot: {value} after 1970-01-01.",
        "Correct it in the model, or make it null there.");
}
