namespace Waybill.Lake.Spec;

/// <summary>The primitive types of format version 2.</summary>
public enum PrimitiveKind
{
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Decimal,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    Text,
    Uuid,
    Fixed,
    Binary,
}
