namespace Waybill.Pipeline.Score;

/// <summary>One table beside what it must hold, row by row.</summary>
/// <param name="Table">As in <c>silver.orders</c>.</param>
/// <param name="Expected">Rows that can be known.</param>
/// <param name="Found">Rows that the table has.</param>
/// <param name="Missing">Rows that can be known and are not there.</param>
/// <param name="Extra">Rows that should not be there.</param>
/// <param name="Doubled">Rows beyond the first with the same key.</param>
/// <param name="Columns">Every compared column with its wrong cells.</param>
/// <param name="NotCompared">Columns of the table that have no truth, such as the file that a row came in.</param>
public sealed record TableScore(
    string Table,
    long Expected,
    long Found,
    long Missing,
    long Extra,
    long Doubled,
    IReadOnlyList<ColumnScore> Columns,
    IReadOnlyList<string> NotCompared)
{
    /// <summary>Cells that differ, over all columns.</summary>
    public long WrongCells => Columns.Sum(c => c.Wrong);
}
