namespace Waybill.Connectors.Sources;

/// <summary>An event that a row tells of; there is none when its time is null.</summary>
/// <param name="Status">A status word such as <c>Delivered</c>, or an SQL expression.</param>
/// <param name="Timestamp">An SQL expression.</param>
public sealed record SourceEvent(string Status, string Timestamp);
