namespace Waybill.Pipeline.Score;

/// <summary>A row or cell that is not as it must be.</summary>
/// <param name="Table">As in <c>gold.sales</c>.</param>
/// <param name="What"><c>missing</c>, <c>extra</c> or <c>doubled</c> for rows, <c>different</c> for a cell.</param>
/// <param name="Key">The row's key; several columns are joined by a bar.</param>
/// <param name="Column">The cell's column; null for rows.</param>
/// <param name="Truth">What can be known; null is an empty cell.</param>
/// <param name="Found">What the table says.</param>
public sealed record Difference(string Table, string What, string Key, string? Column, string? Truth, string? Found);
