namespace Waybill.Pipeline.Score;

/// <summary>What a table must have to be compared with the truth.</summary>
/// <param name="Table">As in <c>silver.orders</c>.</param>
/// <param name="Key">The columns that identify a row.</param>
/// <param name="Required">The columns without which a comparison would say little, the key among them.</param>
/// <param name="Columns">All columns that have a truth.</param>
public sealed record ExpectedTable(
    string Table, IReadOnlyList<string> Key, IReadOnlyList<string> Required, IReadOnlyList<string> Columns);
