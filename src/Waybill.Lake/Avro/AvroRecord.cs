namespace Waybill.Lake.Avro;

/// <summary>A decoded record; values are found by Iceberg field id, so names and order do not matter.</summary>
internal sealed class AvroRecord(AvroType type, object?[] values)
{
    public AvroType Type { get; } = type;

    public bool Has(int fieldId) => Type.IndexOf(fieldId) >= 0;

    /// <summary>The value, or null when the field is absent or null.</summary>
    public object? this[int fieldId] => Type.IndexOf(fieldId) is >= 0 and var index ? values[index] : null;

    public long? Long(int fieldId) => this[fieldId] switch
    {
        null => null,
        long l => l,
        int i => i,
        var other => throw LakeException.Corrupt($"Avro field {fieldId} is a {other.GetType().Name}, a whole number is expected"),
    };

    public int? Int(int fieldId) => Long(fieldId) is { } value ? checked((int)value) : null;

    public string? Text(int fieldId) => this[fieldId] switch
    {
        null => null,
        string s => s,
        var other => throw LakeException.Corrupt($"Avro field {fieldId} is a {other.GetType().Name}, text is expected"),
    };

    public bool? Boolean(int fieldId) => this[fieldId] as bool?;

    public byte[]? Bytes(int fieldId) => this[fieldId] as byte[];

    public AvroRecord? Record(int fieldId) => this[fieldId] as AvroRecord;

    public long RequiredLong(int fieldId) => Long(fieldId) ?? throw Missing(fieldId);

    public int RequiredInt(int fieldId) => Int(fieldId) ?? throw Missing(fieldId);

    public string RequiredText(int fieldId) => Text(fieldId) ?? throw Missing(fieldId);

    private static LakeException Missing(int fieldId) => LakeException.Corrupt($"required Avro field {fieldId} is missing or null");
}
