namespace Waybill.Lake.Spec;

/// <summary>An earlier metadata file of the table.</summary>
public sealed record MetadataLogEntry(long TimestampMs, string MetadataFile);
