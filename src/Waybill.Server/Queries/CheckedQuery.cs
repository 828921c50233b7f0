namespace Waybill.Server.Queries;

/// <summary>A query that may be run.</summary>
/// <param name="Tables">The tables, views and seeds of the lake that it reads.</param>
internal sealed record CheckedQuery(IReadOnlyList<string> Tables);
