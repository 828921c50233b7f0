namespace Waybill.Server.Answers;

/// <summary>A model: one SQL file that makes a table.</summary>
/// <param name="Name">Layer and table, as in <c>gold.sales</c>.</param>
/// <param name="Layer">bronze, silver or gold.</param>
/// <param name="Description">What a row is and why.</param>
/// <param name="Grain">What one row stands for.</param>
/// <param name="Kind">How the result becomes a table: append, merge, replace, scd2 or view.</param>
/// <param name="Inputs">What it reads: models, <c>landing.*</c> feeds, <c>seed.*</c> tables and <c>quarantine.*</c>.</param>
/// <param name="Built">The lake has its table; a view is built when all that it reads is.</param>
/// <param name="Rows">Rows of the table; null for views and tables that are not there.</param>
/// <param name="SnapshotId">The table's snapshot as text; null when it has none.</param>
/// <param name="CommittedAt">When that was committed, ISO 8601 UTC.</param>
public record ModelInfo(
    string Name, string Layer, string Description, string Grain, string Kind, IReadOnlyList<string> Inputs, bool Built, long? Rows, string? SnapshotId,
    string? CommittedAt);
