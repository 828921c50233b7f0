namespace Waybill.DuckDb.Internals;

/// <summary>One value as a .NET object, for display and for small results; hot paths read spans instead.</summary>
internal static class ValueReader
{
    internal static object? Read(VectorView view, int row)
    {
        if (view.IsNull(row))
        {
            return null;
        }

        var type = view.Type;
        return type.Kind switch
        {
            DuckDbTypeKind.Boolean => view.Get<byte>(row) != 0,
            DuckDbTypeKind.TinyInt => view.Get<sbyte>(row),
            DuckDbTypeKind.SmallInt => view.Get<short>(row),
            DuckDbTypeKind.Integer => view.Get<int>(row),
            DuckDbTypeKind.BigInt => view.Get<long>(row),
            DuckDbTypeKind.UTinyInt => view.Get<byte>(row),
            DuckDbTypeKind.USmallInt => view.Get<ushort>(row),
            DuckDbTypeKind.UInteger => view.Get<uint>(row),
            DuckDbTypeKind.UBigInt => view.Get<ulong>(row),
            DuckDbTypeKind.HugeInt => view.Get<Int128>(row),
            DuckDbTypeKind.UHugeInt => view.Get<UInt128>(row),
            DuckDbTypeKind.Float => view.Get<float>(row),
            DuckDbTypeKind.Double => view.Get<double>(row),
            DuckDbTypeKind.Decimal => DecimalCodec.ToObject(Unscaled(view, row), type.Scale),
            DuckDbTypeKind.Varchar => System.Text.Encoding.UTF8.GetString(view.Bytes(row)),
            DuckDbTypeKind.Blob => view.Bytes(row).ToArray(),
            DuckDbTypeKind.Uuid => UuidCodec.FromNative(view.Get<Int128>(row)),
            DuckDbTypeKind.Enum => type.EnumValues[EnumIndex(view, row)],
            DuckDbTypeKind.List => List(view.Children[0], view.ListEntry(row)),
            DuckDbTypeKind.Array => List(view.Children[0], (row * type.ArraySize, type.ArraySize)),
            DuckDbTypeKind.Map => Map(view.Children[0], view.ListEntry(row)),
            DuckDbTypeKind.Struct => Struct(view, row),
            _ => TimeCodec.Read(view, row)
                ?? throw new DuckDbException(
                    DuckDbErrorKind.NotImplemented, $"Values of type {type} are not read; cast them to VARCHAR in the SQL"),
        };
    }

    /// <summary>The unscaled integer of a decimal, whatever width it is kept in.</summary>
    internal static Int128 Unscaled(VectorView view, int row) => view.Type.ElementSize switch
    {
        2 => view.Get<short>(row),
        4 => view.Get<int>(row),
        8 => view.Get<long>(row),
        _ => view.Get<Int128>(row),
    };

    private static int EnumIndex(VectorView view, int row) => view.Type.ElementSize switch
    {
        1 => view.Get<byte>(row),
        2 => view.Get<ushort>(row),
        _ => (int)view.Get<uint>(row),
    };

    private static List<object?> List(VectorView elements, (int Start, int Count) entry)
    {
        var list = new List<object?>(entry.Count);
        for (var i = 0; i < entry.Count; i++)
        {
            list.Add(Read(elements, entry.Start + i));
        }

        return list;
    }

    private static List<KeyValuePair<object?, object?>> Map(VectorView pairs, (int Start, int Count) entry)
    {
        var map = new List<KeyValuePair<object?, object?>>(entry.Count);
        for (var i = entry.Start; i < entry.Start + entry.Count; i++)
        {
            map.Add(new(Read(pairs.Children[0], i), Read(pairs.Children[1], i)));
        }

        return map;
    }

    private static OrderedDictionary<string, object?> Struct(VectorView view, int row)
    {
        var fields = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < view.Children.Length; i++)
        {
            fields[view.Type.Children[i].Name] = Read(view.Children[i], row);
        }

        return fields;
    }
}
