namespace Waybill.Pipeline.Panels;

/// <summary>What a header says of a column: <c>-- column: orders = orders, those that were placed on the day</c>.</summary>
/// <param name="Name">As in the query.</param>
/// <param name="Unit">The unit of its numbers; empty where there is none.</param>
/// <param name="Meaning">What it says, for people.</param>
public sealed record PanelColumn(string Name, string Unit, string Meaning);
