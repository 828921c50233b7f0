namespace Waybill.Lake.Avro;

/// <summary>One field of an Avro record; the field id is Iceberg's attribute "field-id", null where the writer left it out.</summary>
internal sealed record AvroField(string Name, int? FieldId, AvroType Type);
