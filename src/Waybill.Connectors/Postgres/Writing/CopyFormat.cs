using System.Buffers.Binary;
using Waybill.Events.Shop;
using Waybill.Events.Text;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>
/// PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"), all numbers big-endian:
/// <code>
/// header   "PGCOPY\n\377\r\n\0"  int32 flags = 0  int32 length of extension = 0
/// row      int16 fields, then for each field: int32 length (-1 is null), that many bytes
/// trailer  int16 -1
/// </code>
/// Fields are in the binary form of their type: integers of 2, 4 or 8 bytes; boolean one byte; text UTF-8; timestamptz int64 microseconds
/// since 2000-01-01 UTC; numeric int16 number of digits, weight of the first, sign, scale, then digits to the base 10,000.
/// </summary>
internal static class CopyFormat
{
    /// <summary>Bytes of the number of fields with which a row begins.</summary>
    public const int RowHeader = sizeof(short);

    private const long MicrosecondsTo2000 = 946_684_800_000_000;
    private const ulong NumericBase = 10_000;
    private const short NumericNegative = 0x4000;
    private const int NumericHeader = 4 * sizeof(short);

    /// <summary>Digits to the base 10,000 of an int64: five before the point and one behind it.</summary>
    private const int MostDigits = 6;

    public static ReadOnlySpan<byte> Header =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static ReadOnlySpan<byte> Trailer => [0xFF, 0xFF];

    /// <summary>Begins a row.</summary>
    public static void AppendRow(ByteBuffer target, int fields)
    {
        BinaryPrimitives.WriteInt16BigEndian(target.GetSpan(sizeof(short)), (short)fields);
        target.Advance(sizeof(short));
    }

    /// <summary>Appends one column of a change as a field.</summary>
    public static void AppendField(ByteBuffer target, in ShopChange change, int column)
    {
        var definition = change.Table.Columns[column];
        if (change.IsNull(column))
        {
            AppendLength(target, -1);
            return;
        }

        switch (definition.Kind)
        {
            case ShopColumnKind.Text:
                var text = change.Utf8(column);
                AppendLength(target, text.Length);
                target.Append(text);
                break;
            case ShopColumnKind.Money:
                AppendNumeric(target, change.Number(column), scale: 2);
                break;
            case ShopColumnKind.Fixed4:
                AppendNumeric(target, change.Number(column), scale: 4);
                break;
            case ShopColumnKind.Time:
                AppendInteger(target, change.Number(column) - MicrosecondsTo2000, sizeof(long));
                break;
            case ShopColumnKind.Flag:
                AppendInteger(target, change.Number(column), sizeof(bool));
                break;
            default:
                AppendInteger(target, change.Number(column), WidthOf(definition.SqlType));
                break;
        }
    }

    /// <summary>Bytes of a field with its length.</summary>
    public static int FieldLength(ReadOnlySpan<byte> field) => sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(field));

    /// <summary>Bytes of so many fields.</summary>
    public static int FieldsLength(ReadOnlySpan<byte> fields, int count)
    {
        var length = 0;
        for (var i = 0; i < count; i++)
        {
            length += FieldLength(fields[length..]);
        }

        return length;
    }

    private static int WidthOf(string sqlType) => sqlType switch
    {
        "bigint" => sizeof(long),
        "integer" => sizeof(int),
        "smallint" => sizeof(short),
        _ => throw new ArgumentOutOfRangeException(nameof(sqlType), sqlType, "There is no such type of whole numbers."),
    };

    private static void AppendLength(ByteBuffer target, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(target.GetSpan(sizeof(int)), length);
        target.Advance(sizeof(int));
    }

    private static void AppendInteger(ByteBuffer target, long value, int width)
    {
        Span<byte> wide = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(wide, value);
        AppendLength(target, width);
        target.Append(wide[^width..]);
    }

    /// <param name="target">Takes the field.</param>
    /// <param name="value">Hundredths or ten-thousandths.</param>
    /// <param name="scale">2 or 4: decimals that the value has and the database is told.</param>
    private static void AppendNumeric(ByteBuffer target, long value, int scale)
    {
        var units = scale == 2 ? 100ul : NumericBase;
        var magnitude = value < 0 ? 0 - (ulong)value : (ulong)value;
        Span<short> digits = stackalloc short[MostDigits];
        var first = MostDigits - 1;
        digits[first] = (short)(magnitude % units * (NumericBase / units));
        for (magnitude /= units; magnitude > 0; magnitude /= NumericBase)
        {
            digits[--first] = (short)(magnitude % NumericBase);
        }

        var weight = MostDigits - 2 - first;
        var last = digits[MostDigits - 1] == 0 ? MostDigits - 1 : MostDigits;
        var count = last - first;
        AppendLength(target, NumericHeader + (count * sizeof(short)));
        var field = target.GetSpan(NumericHeader + (count * sizeof(short)));
        BinaryPrimitives.WriteInt16BigEndian(field, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(field[2..], (short)weight);
        BinaryPrimitives.WriteInt16BigEndian(field[4..], value < 0 ? NumericNegative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(field[6..], (short)scale);
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(field[(NumericHeader + (i * sizeof(short)))..], digits[first + i]);
        }

        target.Advance(NumericHeader + (count * sizeof(short)));
    }
}
