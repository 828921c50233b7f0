using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Finds nulls where the schema forbids them and Parquet statistics cannot tell: required structs, lists and maps, and what is required inside them.</summary>
/// <remarks>Required top-level primitives are checked from statistics by <see cref="FileMetrics"/>, without reading anything.</remarks>
internal static class RequiredCheck
{
    /// <exception cref="LakeException">BadData, naming the column.</exception>
    public static void Run(DuckDbConnection connection, string file, Schema schema, TableId table)
    {
        foreach (var field in schema.Fields)
        {
            var column = Sql.Identifier(field.Name);
            if (field.Type is PrimitiveType || Violation(column, field.Type, field.Required, depth: 0) is not { } condition)
            {
                continue;
            }

            var bad = connection.Scalar<long>($"select count(*) filter (where {condition}) from read_parquet({Sql.Literal(file)})");
            if (bad > 0)
            {
                throw new LakeException(
                    LakeErrorKind.BadData,
                    $"column '{field.Name}' of {table} has nulls where {field.Type} allows none, in {bad} new rows",
                    "filter these rows out or fill them in");
            }
        }
    }

    private static string? Violation(string value, IcebergType type, bool required, int depth)
    {
        var inside = type switch
        {
            StructType s => Any(s.Fields.Select(f => Violation($"{value}.{Sql.Identifier(f.Name)}", f.Type, f.Required, depth))),
            ListType l => AnyElement(value, l.Element, l.ElementRequired, depth),
            MapType m => Any([AnyElement($"map_keys({value})", m.Key, required: false, depth), AnyElement($"map_values({value})", m.Value, m.ValueRequired, depth)]),
            _ => null,
        };
        var guarded = inside is null ? null : $"({value} is not null and {inside})";
        return Any([required ? $"{value} is null" : null, guarded]);
    }

    private static string? AnyElement(string list, IcebergType element, bool required, int depth)
    {
        var name = $"e{depth}";
        return Violation(name, element, required, depth + 1) is { } condition
            ? $"len(list_filter({list}, lambda {name}: {condition})) > 0"
            : null;
    }

    private static string? Any(IEnumerable<string?> conditions)
    {
        var found = conditions.OfType<string>().ToArray();
        return found.Length == 0 ? null : $"({string.Join(" or ", found)})";
    }
}
