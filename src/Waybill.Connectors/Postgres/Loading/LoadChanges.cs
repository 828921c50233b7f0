namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Two relations with the columns of the table: rows that came and rows that went.</summary>
internal sealed record LoadChanges(string AddedSql, string RemovedSql, bool IsEmpty);
