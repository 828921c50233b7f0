namespace Waybill.Pipeline.Score;

/// <summary>What nobody can know, counted.</summary>
/// <param name="Table">The table in which it would stand.</param>
/// <param name="Column">The column; null when whole rows are meant.</param>
/// <param name="Reason">The kind of fault, or in words what kept the rows away.</param>
/// <param name="Count">Rows or cells.</param>
public sealed record UnknowableCount(string Table, string? Column, string Reason, long Count);
