namespace Waybill.Lake.Avro;

/// <summary>Decodes one value of any Avro type into CLR objects.</summary>
/// <remarks>
/// null → null, boolean → bool, int and enum → int, long → long, float, double, string → string, bytes and fixed → byte[],
/// record → <see cref="AvroRecord"/>, integer map → sorted list of long or byte[], other arrays → list.
/// </remarks>
internal static class AvroDecoder
{
    public static object? Decode(AvroType type, ref AvroCursor cursor)
    {
        switch (type.Kind)
        {
            case AvroKind.Null:
                return null;
            case AvroKind.Boolean:
                return cursor.Boolean();
            case AvroKind.Int:
            case AvroKind.Enumeration:
                return cursor.Int();
            case AvroKind.Long:
                return cursor.Long();
            case AvroKind.Float:
                return cursor.Float();
            case AvroKind.Double:
                return cursor.Double();
            case AvroKind.Bytes:
                return cursor.Bytes().ToArray();
            case AvroKind.Text:
                return cursor.Text();
            case AvroKind.Fixed:
                return cursor.Take(type.Size).ToArray();
            case AvroKind.Union:
                var branch = cursor.Long();
                return branch >= 0 && branch < type.Branches.Count
                    ? Decode(type.Branches[(int)branch], ref cursor)
                    : throw LakeException.Corrupt($"Avro union branch {branch} of {type.Branches.Count} at byte {cursor.Position}");
            case AvroKind.Record:
                return DecodeRecord(type, ref cursor);
            case AvroKind.Array when type.IsIntMap:
                return DecodeIntMap(type, ref cursor);
            case AvroKind.Array:
                return DecodeArray(type, ref cursor);
            default:
                return DecodeMap(type, ref cursor);
        }
    }

    public static AvroRecord DecodeRecord(AvroType type, ref AvroCursor cursor)
    {
        var values = new object?[type.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Decode(type.Fields[i].Type, ref cursor);
        }

        return new AvroRecord(type, values);
    }

    private static List<object?> DecodeArray(AvroType type, ref AvroCursor cursor)
    {
        var items = new List<object?>();
        for (var count = cursor.BlockCount(); count > 0; count = cursor.BlockCount())
        {
            for (; count > 0; count--)
            {
                items.Add(Decode(type.Items!, ref cursor)); // the parser always fills Items of an array
            }
        }

        return items;
    }

    private static object DecodeIntMap(AvroType type, ref AvroCursor cursor)
    {
        var longs = type.Items!.Fields[1].Type.Kind == AvroKind.Long ? new SortedList<int, long>() : null; // IsIntMap looked at Items
        var bytes = longs is null ? new SortedList<int, byte[]>() : null;
        for (var count = cursor.BlockCount(); count > 0; count = cursor.BlockCount())
        {
            for (; count > 0; count--)
            {
                var key = cursor.Int();
                if (longs is not null)
                {
                    longs[key] = cursor.Long();
                }
                else
                {
                    bytes![key] = cursor.Bytes().ToArray(); // one of the two lists exists
                }
            }
        }

        return longs is not null ? longs : bytes!;
    }

    private static Dictionary<string, object?> DecodeMap(AvroType type, ref AvroCursor cursor)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var count = cursor.BlockCount(); count > 0; count = cursor.BlockCount())
        {
            for (; count > 0; count--)
            {
                var key = cursor.Text();
                map[key] = Decode(type.Items!, ref cursor); // the parser always fills Items of a map
            }
        }

        return map;
    }
}
