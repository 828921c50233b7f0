namespace Waybill.Lake.Spec;

/// <summary>What the partition values of one field look like in a manifest (struct field_summary 508).</summary>
/// <param name="ContainsNull">Some file has a null.</param>
/// <param name="ContainsNan">Some file has a NaN; null when unknown.</param>
/// <param name="LowerBound">Single-value bytes of the smallest value, null when all are null or NaN.</param>
/// <param name="UpperBound">Single-value bytes of the largest value; never shortened.</param>
public sealed record FieldSummary(bool ContainsNull, bool? ContainsNan, byte[]? LowerBound, byte[]? UpperBound);
