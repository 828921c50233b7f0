using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Which types may be written (ICEBERG.md, decision 7), and that a query's columns are exactly the table's.</summary>
/// <remarks>DuckDB writes HUGEINT as DOUBLE and unsigned numbers as types that Iceberg lacks, silently; so nothing is converted here, only refused.</remarks>
internal static class TypeGate
{
    private const int MaxWritablePrecision = 18;

    /// <summary>Names of columns must differ in more than case, and must not be DuckDB's own name for the number of a row.</summary>
    /// <exception cref="LakeException">Such a name.</exception>
    public static void CheckNames(IEnumerable<NestedField> fields)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
        {
            if (!names.Add(field.Name))
            {
                throw LakeException.Invalid($"there is a column '{field.Name}' already", "column names must differ in more than upper and lower case");
            }

            if (field.Name.Equals("rowid", StringComparison.OrdinalIgnoreCase) || field.Name.Length == 0)
            {
                throw LakeException.Invalid($"a column cannot be called '{field.Name}'", "rename it in the query");
            }
        }
    }

    /// <exception cref="LakeException">The type is outside the allow-list.</exception>
    public static void CheckWritable(string path, IcebergType type)
    {
        if (type is PrimitiveType { Kind: PrimitiveKind.Decimal, Precision: > MaxWritablePrecision })
        {
            throw LakeException.Unsupported(
                $"column '{path}' is {type}: more than {MaxWritablePrecision} digits are written in a form that other readers get wrong",
                "use decimal(18, s) or less");
        }

        if (type is StructType s)
        {
            CheckNames(s.Fields);
        }

        if (type is PrimitiveType { Kind: PrimitiveKind.Fixed })
        {
            throw LakeException.Unsupported($"column '{path}' is {type}", "use binary");
        }
    }

    /// <summary>The query's columns must have the table's names, in any order, and exactly their types.</summary>
    /// <exception cref="LakeException">BadData, naming the first column that is missing, unknown or of another type.</exception>
    public static void CheckQuery(Schema schema, IReadOnlyList<DuckDbColumn> columns, string table)
    {
        foreach (var column in columns)
        {
            if (columns.Count(c => c.Name == column.Name) > 1)
            {
                throw Bad($"the query for {table} has column '{column.Name}' twice", "name its columns differently");
            }

            if (schema.Column(column.Name) is null)
            {
                throw Bad($"the query for {table} has a column '{column.Name}' that the table lacks ({schema})", "leave it out, or add it to the table first");
            }
        }

        foreach (var field in schema.Fields)
        {
            var found = columns.FirstOrDefault(c => c.Name == field.Name);
            if (found.Type is null)
            {
                throw Bad($"the query for {table} lacks column '{field.Name}'", $"add it, for example cast(null as {SqlTypes.Of(field.Type)}) as {Sql.Identifier(field.Name)}");
            }

            if (!Matches(field.Type, found.Type))
            {
                throw Bad(
                    $"column '{field.Name}' of the query for {table} is {found.Type}, the table has {field.Type} ({SqlTypes.Of(field.Type)})",
                    $"cast it: cast({Sql.Identifier(field.Name)} as {SqlTypes.Of(field.Type)})");
            }
        }
    }

    private static bool Matches(IcebergType wanted, DuckDbType found) => wanted switch
    {
        PrimitiveType { Kind: PrimitiveKind.Decimal } d =>
            found.Kind == DuckDbTypeKind.Decimal && found.Width == d.Precision && found.Scale == d.Scale,
        PrimitiveType p => found.Kind == SqlTypes.KindOf(p),
        ListType l => found.Kind == DuckDbTypeKind.List && Matches(l.Element, found.Children[0].Type),
        MapType m => found.Kind == DuckDbTypeKind.Map && Matches(m.Key, found.Children[0].Type) && Matches(m.Value, found.Children[1].Type),
        StructType s => found.Kind == DuckDbTypeKind.Struct && s.Fields.Count == found.Children.Count
            && s.Fields.Zip(found.Children).All(p => p.First.Name == p.Second.Name && Matches(p.First.Type, p.Second.Type)),
        _ => false,
    };

    private static LakeException Bad(string message, string advice) => new(LakeErrorKind.BadData, message, advice);
}
