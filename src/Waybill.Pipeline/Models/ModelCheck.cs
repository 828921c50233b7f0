namespace Waybill.Pipeline.Models;

/// <summary>A query that must return no rows, run on what a model is about to publish.</summary>
/// <param name="Name">Shown to people: <c>not_null(order_id)</c> or the name of the file in <c>checks/</c>.</param>
/// <param name="Model">The model that it guards.</param>
/// <param name="Severity">Whether a failure stops the model.</param>
/// <param name="Sql">The query; the model's own name stands for the rows about to be published.</param>
/// <param name="File">Where it was written.</param>
public sealed record ModelCheck(string Name, string Model, CheckSeverity Severity, string Sql, string File);
