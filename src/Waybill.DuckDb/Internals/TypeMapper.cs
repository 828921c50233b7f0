using Waybill.DuckDb.Handles;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Internals;

/// <summary>Between <see cref="DuckDbType"/> and the library's logical types.</summary>
internal static class TypeMapper
{
    internal static LogicalTypeHandle ToNative(DuckDbType type) => type.Kind switch
    {
        DuckDbTypeKind.Decimal => NativeMethods.CreateDecimalType(type.Width, type.Scale),
        DuckDbTypeKind.List or DuckDbTypeKind.Struct or DuckDbTypeKind.Map or DuckDbTypeKind.Union
            or DuckDbTypeKind.Array or DuckDbTypeKind.Enum =>
            throw new DuckDbException(DuckDbErrorKind.NotImplemented, $"Columns of type {type} can be read, not written"),
        _ => NativeMethods.CreateLogicalType(type.Kind),
    };

    internal static DuckDbType FromNative(LogicalTypeHandle native)
    {
        var kind = NativeMethods.GetTypeId(native);
        return kind switch
        {
            DuckDbTypeKind.Decimal =>
                DuckDbType.Decimal(NativeMethods.DecimalWidth(native), NativeMethods.DecimalScale(native)),
            DuckDbTypeKind.Enum => new DuckDbType(kind) { EnumValues = EnumValues(native) },
            DuckDbTypeKind.List => new DuckDbType(kind) { Children = [Child("element", NativeMethods.ListChildType(native))] },
            DuckDbTypeKind.Array => new DuckDbType(kind)
            {
                Children = [Child("element", NativeMethods.ArrayChildType(native))],
                ArraySize = (int)NativeMethods.ArraySize(native),
            },
            DuckDbTypeKind.Map => new DuckDbType(kind)
            {
                Children =
                [
                    Child("key", NativeMethods.MapKeyType(native)),
                    Child("value", NativeMethods.MapValueType(native)),
                ],
            },
            DuckDbTypeKind.Struct => new DuckDbType(kind) { Children = Fields(native) },
            _ => new DuckDbType(kind),
        };
    }

    private static DuckDbColumn Child(string name, LogicalTypeHandle native)
    {
        using (native)
        {
            return new DuckDbColumn(name, FromNative(native));
        }
    }

    private static DuckDbColumn[] Fields(LogicalTypeHandle native)
    {
        var fields = new DuckDbColumn[NativeMethods.StructChildCount(native)];
        for (var i = 0; i < fields.Length; i++)
        {
            var name = NativeText.Owned(NativeMethods.StructChildName(native, (ulong)i));
            fields[i] = Child(name, NativeMethods.StructChildType(native, (ulong)i));
        }

        return fields;
    }

    private static string[] EnumValues(LogicalTypeHandle native)
    {
        var values = new string[NativeMethods.EnumDictionarySize(native)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = NativeText.Owned(NativeMethods.EnumDictionaryValue(native, (ulong)i));
        }

        return values;
    }
}
