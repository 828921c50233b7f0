namespace Waybill.Lake.Spec;

/// <summary>A table schema (specification "Schemas"): a struct with an id.</summary>
public sealed class Schema
{
    private readonly Dictionary<int, NestedField> _byId = [];
    private readonly Dictionary<int, string> _paths = [];
    private readonly HashSet<int> _repeated = [];
    private readonly Dictionary<string, NestedField> _byName = new(StringComparer.Ordinal);

    /// <exception cref="LakeException">A field id or a sibling name occurs twice, or an id is outside 1..2147483446.</exception>
    public Schema(int schemaId, IReadOnlyList<NestedField> fields, IReadOnlyList<int>? identifierFieldIds = null)
    {
        SchemaId = schemaId;
        Fields = fields;
        IdentifierFieldIds = identifierFieldIds ?? [];
        Index(fields, "", repeated: false);
        foreach (var field in fields)
        {
            _byName[field.Name] = field;
        }
    }

    public int SchemaId { get; }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<NestedField> Fields { get; }

    /// <summary>Ids of the fields that identify a row; empty when none were declared.</summary>
    public IReadOnlyList<int> IdentifierFieldIds { get; }

    /// <summary>The highest field id in the tree, 0 for an empty schema.</summary>
    public int HighestFieldId => _byId.Count == 0 ? 0 : _byId.Keys.Max();

    /// <summary>Every field of the tree with its id, list elements and map keys and values included, by rising id.</summary>
    public IEnumerable<NestedField> AllFields => _byId.OrderBy(p => p.Key).Select(p => p.Value);

    /// <summary>The top-level column of this name (case matters), or null.</summary>
    public NestedField? Column(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The field with this id anywhere in the tree, or null.</summary>
    public NestedField? Field(int id) => _byId.GetValueOrDefault(id);

    /// <summary>Dotted path of a field, as Iceberg names it (lists add "element", maps "key" and "value"), or null.</summary>
    public string? PathOf(int id) => _paths.GetValueOrDefault(id);

    /// <summary>True when the field lies inside a list or a map; such fields have no metrics and cannot be partitioned by.</summary>
    public bool IsRepeated(int id) => _repeated.Contains(id);

    /// <summary>Same columns, ids, types, comments and identifier fields; the schema id does not matter.</summary>
    public bool SameAs(Schema other) =>
        Fields.SequenceEqual(other.Fields) && IdentifierFieldIds.Order().SequenceEqual(other.IdentifierFieldIds.Order());

    public Schema WithId(int schemaId) => new(schemaId, Fields, IdentifierFieldIds);

    /// <summary>A schema with field ids given out from 1 in the order Java uses: all columns first, then what is inside them.</summary>
    public static Schema WithFreshIds(IReadOnlyList<NestedField> fields, IReadOnlyList<string>? identifierColumns = null)
    {
        var last = 0;
        var fresh = FreshIds.Assign(fields, () => ++last);
        var identifiers = (identifierColumns ?? [])
            .Select(name => fresh.FirstOrDefault(f => f.Name == name)?.Id
                ?? throw LakeException.Invalid($"identifier column '{name}' is not in the schema"))
            .ToArray();
        return new Schema(0, fresh, identifiers);
    }

    public override string ToString() => string.Join(", ", Fields.Select(f => $"{f.Id}: {f.Name}: {f.Type}"));

    private void Index(IReadOnlyList<NestedField> fields, string prefix, bool repeated)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (!names.Add(field.Name))
            {
                throw LakeException.Invalid($"column '{prefix}{field.Name}' occurs twice in schema {SchemaId}");
            }

            Add(field, prefix + field.Name, repeated);
            IndexType(field.Type, prefix + field.Name, repeated);
        }
    }

    private void IndexType(IcebergType type, string path, bool repeated)
    {
        switch (type)
        {
            case StructType s:
                Index(s.Fields, path + ".", repeated);
                break;
            case ListType l:
                Add(new NestedField(l.ElementId, "element", l.ElementRequired, l.Element), path + ".element", true);
                IndexType(l.Element, path + ".element", true);
                break;
            case MapType m:
                Add(new NestedField(m.KeyId, "key", true, m.Key), path + ".key", true);
                Add(new NestedField(m.ValueId, "value", m.ValueRequired, m.Value), path + ".value", true);
                IndexType(m.Key, path + ".key", true);
                IndexType(m.Value, path + ".value", true);
                break;
        }
    }

    private void Add(NestedField field, string path, bool repeated)
    {
        if (field.Id is < 1 or >= ReservedFieldIds.Lowest)
        {
            throw LakeException.Invalid($"field id {field.Id} of '{path}' is outside 1..{ReservedFieldIds.Lowest - 1}");
        }

        if (!_byId.TryAdd(field.Id, field))
        {
            throw LakeException.Invalid($"field id {field.Id} is used by '{_paths[field.Id]}' and '{path}' in schema {SchemaId}");
        }

        _paths[field.Id] = path;
        if (repeated)
        {
            _repeated.Add(field.Id);
        }
    }
}
