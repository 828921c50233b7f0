namespace Waybill.Connectors.Postgres.Loading;

/// <summary>What the control table says of a loaded table.</summary>
/// <param name="Table">Name without schema.</param>
/// <param name="Mark">The state of the source that it holds.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Key">The key that its model declared.</param>
internal sealed record ControlRow(string Table, string Mark, IReadOnlyList<ControlColumn> Columns, IReadOnlyList<string> Key);
