namespace Waybill.Connectors.Reading;

/// <summary>A column of a file.</summary>
/// <param name="Name">The name of our column, or of the extra column.</param>
/// <param name="Column">Index of our column, or -1 for an extra one.</param>
internal readonly record struct MatchedColumn(string Name, int Column);
