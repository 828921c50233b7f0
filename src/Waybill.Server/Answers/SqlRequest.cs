namespace Waybill.Server.Answers;

/// <summary>A query of one's own.</summary>
/// <param name="Sql">One select statement in DuckDB's SQL over the tables of the lake.</param>
/// <param name="AsOf">Read every table as it was at this time (ISO 8601, UTC); null for now.</param>
public sealed record SqlRequest(string Sql, string? AsOf = null);
