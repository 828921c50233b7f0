namespace Waybill.Server.Answers;

/// <summary>Rows of a quarantine table, in the order of files and lines.</summary>
/// <param name="Table">The quarantine table.</param>
/// <param name="Total">Rows of that rule, or all.</param>
/// <param name="Offset">Rows before the first one here.</param>
/// <param name="Rows">The rows.</param>
public sealed record QuarantinePage(string Table, long Total, long Offset, IReadOnlyList<QuarantinedRow> Rows);
