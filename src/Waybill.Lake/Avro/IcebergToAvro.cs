using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>Avro schema JSON of an Iceberg struct (specification, appendix A), with the record names that Java gives.</summary>
/// <remarks>Structs are named "r" and their field id, maps with integer keys are arrays of "k117_v118" records; old Java readers bind by these names.</remarks>
internal sealed class IcebergToAvro
{
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    public static string Convert(string recordName, StructType type) =>
        JsonText.Write(w => new IcebergToAvro().WriteRecord(w, recordName, type));

    /// <summary>Bytes of the fixed that holds a decimal of this precision.</summary>
    public static int DecimalSize(int precision)
    {
        var largest = BigInteger.Pow(10, precision) - 1;
        return largest.GetByteCount(isUnsigned: false);
    }

    private void WriteRecord(Utf8JsonWriter w, string name, StructType type)
    {
        w.WriteStartObject();
        w.WriteString("type", "record");
        w.WriteString("name", name);
        w.WriteStartArray("fields");
        foreach (var field in type.Fields)
        {
            var avroName = PartitionNames.ForAvro(field.Name);
            w.WriteStartObject();
            w.WriteString("name", avroName);
            w.WritePropertyName("type");
            if (field.Required)
            {
                WriteType(w, field.Type, field.Id);
            }
            else
            {
                w.WriteStartArray();
                w.WriteStringValue("null");
                WriteType(w, field.Type, field.Id);
                w.WriteEndArray();
                w.WriteNull("default");
            }

            w.WriteNumber("field-id", field.Id);
            if (avroName != field.Name)
            {
                w.WriteString("iceberg-field-name", field.Name);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private void WriteType(Utf8JsonWriter w, IcebergType type, int fieldId)
    {
        switch (type)
        {
            case StructType s:
                WriteRecord(w, string.Create(CultureInfo.InvariantCulture, $"r{fieldId}"), s);
                break;
            case ListType l:
                w.WriteStartObject();
                w.WriteString("type", "array");
                w.WritePropertyName("items");
                WriteType(w, l.Element, l.ElementId);
                w.WriteNumber("element-id", l.ElementId);
                w.WriteEndObject();
                break;
            case MapType m:
                var pair = new StructType(
                [
                    new NestedField(m.KeyId, "key", true, m.Key),
                    new NestedField(m.ValueId, "value", m.ValueRequired, m.Value),
                ]);
                w.WriteStartObject();
                w.WriteString("type", "array");
                w.WritePropertyName("items");
                WriteRecord(w, string.Create(CultureInfo.InvariantCulture, $"k{m.KeyId}_v{m.ValueId}"), pair);
                w.WriteString("logicalType", "map");
                w.WriteEndObject();
                break;
            default:
                WritePrimitive(w, (PrimitiveType)type);
                break;
        }
    }

    private void WritePrimitive(Utf8JsonWriter w, PrimitiveType type)
    {
        switch (type.Kind)
        {
            case PrimitiveKind.Date:
                WriteLogical(w, "int", "date");
                break;
            case PrimitiveKind.Time:
                WriteLogical(w, "long", "time-micros");
                break;
            case PrimitiveKind.Timestamp:
                WriteLogical(w, "long", "timestamp-micros", adjustToUtc: false);
                break;
            case PrimitiveKind.TimestampTz:
                WriteLogical(w, "long", "timestamp-micros", adjustToUtc: true);
                break;
            case PrimitiveKind.Decimal:
                WriteFixed(w, $"decimal_{type.Precision}_{type.Scale}", DecimalSize(type.Precision), type);
                break;
            case PrimitiveKind.Uuid:
                WriteFixed(w, "uuid_fixed", 16, type);
                break;
            case PrimitiveKind.Fixed:
                WriteFixed(w, $"fixed_{type.Precision}", type.Precision, type);
                break;
            case PrimitiveKind.Binary:
                w.WriteStringValue("bytes");
                break;
            default:
                w.WriteStringValue(type.ToString()); // boolean, int, long, float, double and string are called the same in Avro
                break;
        }
    }

    private static void WriteLogical(Utf8JsonWriter w, string type, string logicalType, bool? adjustToUtc = null)
    {
        w.WriteStartObject();
        w.WriteString("type", type);
        w.WriteString("logicalType", logicalType);
        if (adjustToUtc is { } adjust)
        {
            w.WriteBoolean("adjust-to-utc", adjust);
        }

        w.WriteEndObject();
    }

    // A named type is declared once; after that Avro wants its name only.
    private void WriteFixed(Utf8JsonWriter w, string name, int size, PrimitiveType type)
    {
        if (!_named.Add(name))
        {
            w.WriteStringValue(name);
            return;
        }

        w.WriteStartObject();
        w.WriteString("type", "fixed");
        w.WriteString("name", name);
        w.WriteNumber("size", size);
        if (type.Kind == PrimitiveKind.Decimal)
        {
            w.WriteString("logicalType", "decimal");
            w.WriteNumber("precision", type.Precision);
            w.WriteNumber("scale", type.Scale);
        }
        else if (type.Kind == PrimitiveKind.Uuid)
        {
            w.WriteString("logicalType", "uuid");
        }

        w.WriteEndObject();
    }
}
