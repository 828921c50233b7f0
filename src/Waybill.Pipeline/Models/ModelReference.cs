namespace Waybill.Pipeline.Models;

/// <summary>Rows of a model point at rows of another: every value that is not null is in that table, once.</summary>
/// <param name="Columns">Columns of the model that has the header.</param>
/// <param name="Table">The other model, as in <c>gold.dim_channel</c>.</param>
/// <param name="TableColumns">Its columns, one for each of <paramref name="Columns"/>.</param>
/// <param name="Severity">What a run does about rows that point at nothing: rows whose target may come later only warn.</param>
public sealed record ModelReference(IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> TableColumns, CheckSeverity Severity);
