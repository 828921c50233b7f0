namespace Waybill.Pipeline.Score;

/// <summary>A compared column.</summary>
/// <param name="Name">As the table of ours calls it.</param>
/// <param name="Wrong">Cells that differ from what can be known.</param>
/// <param name="Unknowable">Cells that differ where nobody can know the truth; they are not counted as wrong.</param>
public sealed record ColumnScore(string Name, long Wrong, long Unknowable);
