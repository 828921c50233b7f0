namespace Waybill.Server.Cells;

/// <summary>What stands in an answer beside its rows.</summary>
/// <param name="Id">The panel or table; null for a query of somebody's own.</param>
/// <param name="AsOf">When the newest table was committed, ISO 8601 UTC.</param>
internal sealed record AnswerHead(string? Id, string? AsOf);
