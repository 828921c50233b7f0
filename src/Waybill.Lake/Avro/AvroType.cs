namespace Waybill.Lake.Avro;

/// <summary>A parsed Avro schema node; only the members of its kind are filled.</summary>
internal sealed class AvroType(AvroKind kind)
{
    private Dictionary<int, int>? _indexById;

    public AvroKind Kind { get; } = kind;

    /// <summary>Fields of a record.</summary>
    public IReadOnlyList<AvroField> Fields { get; set; } = [];

    /// <summary>Elements of an array, values of a map.</summary>
    public AvroType? Items { get; set; }

    /// <summary>Branches of a union.</summary>
    public IReadOnlyList<AvroType> Branches { get; set; } = [];

    /// <summary>Bytes of a fixed.</summary>
    public int Size { get; set; }

    /// <summary>True for an array of (int key, long or bytes value) records: Iceberg's spelling of a map with integer keys.</summary>
    public bool IsIntMap => Kind == AvroKind.Array && Items is { Kind: AvroKind.Record, Fields: [{ Type.Kind: AvroKind.Int }, { Type.Kind: AvroKind.Long or AvroKind.Bytes }] };

    /// <summary>Position of the record field with this Iceberg id, or -1.</summary>
    public int IndexOf(int fieldId)
    {
        _indexById ??= Fields.Select((f, i) => (f.FieldId, i))
            .Where(p => p.FieldId is not null)
            .GroupBy(p => p.FieldId.GetValueOrDefault())
            .ToDictionary(g => g.Key, g => g.First().i);
        return _indexById.GetValueOrDefault(fieldId, -1);
    }
}
