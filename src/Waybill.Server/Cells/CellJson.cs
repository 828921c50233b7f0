using System.Globalization;
using System.Text.Json;
using Waybill.DuckDb;

namespace Waybill.Server.Cells;

/// <summary>Writes cells as JSON numbers, text, true, false and null.</summary>
internal static class CellJson
{
    /// <summary>JavaScript's numbers are exact up to here.</summary>
    private const long Exact = 1L << 53;

    public static void Write(Utf8JsonWriter json, ChunkReader chunk, DuckDbColumn column, int index, int row)
    {
        if (chunk.IsNull(index, row))
        {
            json.WriteNullValue();
            return;
        }

        switch (column.Type.Kind)
        {
            case DuckDbTypeKind.Varchar:
                json.WriteStringValue(chunk.Utf8(index, row));
                break;
            case DuckDbTypeKind.BigInt:
                Integer(json, chunk.Int64(index, row));
                break;
            case DuckDbTypeKind.Double:
                Number(json, chunk.Double(index, row));
                break;
            default:
                Write(json, chunk.Value(index, row), column.Type.Kind);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, object? value, DuckDbTypeKind kind)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool b:
                json.WriteBooleanValue(b);
                break;
            case float f:
                Number(json, Math.Round((double)f, 6));
                break;
            case double d:
                Number(json, d);
                break;
            case decimal m:
                json.WriteNumberValue(m);
                break;
            case sbyte or byte or short or ushort or int or uint:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case Int128 wide when wide >= -Exact && wide <= Exact:
                json.WriteNumberValue((long)wide);
                break;
            case ulong u and <= Exact:
                json.WriteNumberValue(u);
                break;
            case string digits when kind == DuckDbTypeKind.Decimal:
                json.WriteRawValue(digits); // more digits than a .NET decimal has
                break;
            default:
                json.WriteStringValue(CellText.Of(value));
                break;
        }
    }

    private static void Integer(Utf8JsonWriter json, long value)
    {
        if (value is >= -Exact and <= Exact)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
