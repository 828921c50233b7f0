namespace Waybill.Lake.Spec;

/// <summary>Gives out field ids level by level, as Java's <c>AssignFreshIds</c> does: siblings first, then what they contain.</summary>
internal static class FreshIds
{
    public static IReadOnlyList<NestedField> Assign(IReadOnlyList<NestedField> fields, Func<int> next)
    {
        var ids = fields.Select(_ => next()).ToArray();
        return fields.Select((f, i) => f with { Id = ids[i], Type = Assign(f.Type, next) }).ToArray();
    }

    public static IcebergType Assign(IcebergType type, Func<int> next)
    {
        switch (type)
        {
            case StructType s:
                return new StructType(Assign(s.Fields, next));
            case ListType l:
                var element = next();
                return new ListType(element, Assign(l.Element, next), l.ElementRequired);
            case MapType m:
                var key = next();
                var value = next();
                return new MapType(key, Assign(m.Key, next), value, Assign(m.Value, next), m.ValueRequired);
            default:
                return type;
        }
    }
}
