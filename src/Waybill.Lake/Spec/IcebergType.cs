namespace Waybill.Lake.Spec;

/// <summary>A type of the Iceberg specification ("Schemas and Data Types"): primitive, struct, list or map.</summary>
/// <remarks>Two types are equal when their structure, names and field ids are equal.</remarks>
public abstract record IcebergType
{
    private protected IcebergType()
    {
    }
}
