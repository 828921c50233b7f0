namespace Waybill.Server.Answers;

/// <summary>Rows that were kept out of a table for one reason.</summary>
/// <param name="Table">Name of the quarantine table, for the next question.</param>
/// <param name="Model">What they were kept out of, as in <c>silver.orders</c>.</param>
/// <param name="Rule">The rule that they broke.</param>
/// <param name="Rows">How many.</param>
public sealed record QuarantineRule(string Table, string Model, string Rule, long Rows);
