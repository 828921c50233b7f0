namespace Waybill.Lake.Avro;

/// <summary>Kinds of Avro schemas.</summary>
internal enum AvroKind
{
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    Text,
    Fixed,
    Enumeration,
    Array,
    Map,
    Union,
    Record,
}
