using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Changes of a table's columns (specification "Schema Evolution"): nothing is rewritten, field ids carry the columns through.</summary>
public sealed class SchemaEvolution
{
    private readonly TableMetadata _metadata;
    private IReadOnlyList<NestedField> _fields;

    internal SchemaEvolution(TableMetadata metadata)
    {
        _metadata = metadata;
        _fields = metadata.Schema.Fields;
        LastColumnId = metadata.LastColumnId;
    }

    /// <summary>The columns with all changes so far; the id is an old one where an old schema is the same.</summary>
    public Schema Schema
    {
        get
        {
            var schema = new Schema(_metadata.Schemas.Max(s => s.SchemaId) + 1, _fields, _metadata.Schema.IdentifierFieldIds);
            return _metadata.Schemas.FirstOrDefault(schema.SameAs) ?? schema;
        }
    }

    internal int LastColumnId { get; private set; }

    /// <summary>Adds a column at the end; rows written before have null there, so it is never required.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="type">Its type; field ids inside are given out anew.</param>
    /// <param name="doc">Comment or null.</param>
    /// <param name="parent">Dotted path of the struct to add to; null adds a table column.</param>
    /// <exception cref="LakeException">The name is taken (case does not matter to DuckDB), or the type cannot be written.</exception>
    public SchemaEvolution Add(string name, IcebergType type, string? doc = null, string? parent = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        TypeGate.CheckWritable(name, type);
        var id = ++LastColumnId;
        var field = new NestedField(id, name, Required: false, FreshIds.Assign(type, () => ++LastColumnId), doc);
        if (parent is null)
        {
            _fields = WithField(_fields, field);
            return this;
        }

        return Change(parent, f => f.Type is StructType s
            ? f with { Type = new StructType(WithField(s.Fields, field)) }
            : throw LakeException.Invalid($"'{parent}' is {f.Type}, not a struct"));
    }

    /// <summary>Gives a table column another name.</summary>
    /// <exception cref="LakeException">No such column, the name is taken, or the column is nested.</exception>
    public SchemaEvolution Rename(string column, string newName)
    {
        ArgumentException.ThrowIfNullOrEmpty(newName);
        if (_fields.All(f => f.Name != column) && column.Contains('.', StringComparison.Ordinal))
        {
            throw LakeException.Unsupported($"'{column}' is inside a struct; DuckDB finds such fields by name, so they keep theirs");
        }

        TypeGate.CheckNames(_fields.Select(f => f.Name == column ? f with { Name = newName } : f));
        return Change(column, f => f with { Name = newName });
    }

    /// <summary>Widens a type: int → long, float → double, decimal(p, s) → decimal(more, s).</summary>
    /// <exception cref="LakeException">No such column, or not a widening.</exception>
    public SchemaEvolution Widen(string path, PrimitiveType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        TypeGate.CheckWritable(path, type);
        return Change(path, f => f.Type is PrimitiveType old && (old == type || IsWidening(old, type))
            ? f with { Type = type }
            : throw LakeException.Invalid($"column '{path}' cannot go from {f.Type} to {type}", "int → long, float → double and more decimal digits are possible"));
    }

    /// <summary>Lets a column have nulls.</summary>
    public SchemaEvolution MakeOptional(string path) => Change(path, f => f with { Required = false });

    /// <summary>Changes the comment of a column.</summary>
    public SchemaEvolution Describe(string path, string? doc) => Change(path, f => f with { Doc = doc });

    /// <summary>Drops a column; its id is never used again.</summary>
    /// <exception cref="LakeException">No such column, or it is used for partitioning, sorting or identity, or it is the last one.</exception>
    public SchemaEvolution Drop(string path)
    {
        return Change(path, f =>
        {
            var inside = new Schema(0, [f]).AllFields.Select(x => x.Id).ToHashSet();
            var use = _metadata.Spec.Fields.Any(p => inside.Contains(p.SourceId)) ? "partitions the table"
                : _metadata.SortOrder.Fields.Any(s => inside.Contains(s.SourceId)) ? "sorts the table"
                : _metadata.Schema.IdentifierFieldIds.Any(inside.Contains) ? "identifies rows"
                : _fields.Count == 1 && _fields[0].Id == f.Id ? "is the only one"
                : null;
            return use is null ? null : throw LakeException.Invalid($"column '{path}' {use} and cannot be dropped");
        });
    }

    private static bool IsWidening(PrimitiveType old, PrimitiveType type) => (old.Kind, type.Kind) switch
    {
        (PrimitiveKind.Int, PrimitiveKind.Long) or (PrimitiveKind.Float, PrimitiveKind.Double) => true,
        (PrimitiveKind.Decimal, PrimitiveKind.Decimal) => old.Scale == type.Scale && old.Precision < type.Precision,
        _ => false,
    };

    private static NestedField[] WithField(IReadOnlyList<NestedField> fields, NestedField field)
    {
        TypeGate.CheckNames([.. fields, field]);
        return [.. fields, field];
    }

    private SchemaEvolution Change(string path, Func<NestedField, NestedField?> change)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var top = _fields.Any(f => f.Name == path) ? [path] : path.Split('.');
        _fields = Change(_fields, top, path, change);
        return this;
    }

    private static NestedField[] Change(
        IReadOnlyList<NestedField> fields, ReadOnlySpan<string> names, string path, Func<NestedField, NestedField?> change)
    {
        var result = new List<NestedField>();
        var found = false;
        foreach (var field in fields)
        {
            if (field.Name != names[0])
            {
                result.Add(field);
                continue;
            }

            found = true;
            var changed = names.Length == 1 ? change(field)
                : field.Type is StructType s ? field with { Type = new StructType(Change(s.Fields, names[1..], path, change)) }
                : throw LakeException.Invalid($"'{path}': '{field.Name}' is {field.Type}, not a struct");
            if (changed is not null)
            {
                result.Add(changed);
            }
        }

        return found ? result.ToArray() : throw LakeException.Invalid($"there is no column '{path}'");
    }
}
