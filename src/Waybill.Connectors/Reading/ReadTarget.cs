namespace Waybill.Connectors.Reading;

/// <summary>Where what is read goes.</summary>
internal sealed record ReadTarget(RowSchema Schema, ReadLimits Limits, TextArena Arena, RejectSink Rejects);
