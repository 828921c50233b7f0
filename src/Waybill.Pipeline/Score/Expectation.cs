namespace Waybill.Pipeline.Score;

/// <summary>What a table must hold.</summary>
/// <param name="Table">The table, as in <c>gold.sales</c>.</param>
/// <param name="Relation">The rows that it must hold, for use behind <c>from</c>.</param>
/// <param name="Key">The columns by which rows are matched.</param>
/// <param name="Required">The columns that another system's table must have; empty: all of the relation.</param>
/// <param name="CountsRows">False: another expectation of the same table counts its rows; this one adds columns.</param>
internal sealed record Expectation(
    string Table, string Relation, IReadOnlyList<string> Key, IReadOnlyList<string> Required, bool CountsRows);
