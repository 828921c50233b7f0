namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Rows that a copy sent, and what people should know about them.</summary>
internal sealed record CopiedRows(long Rows, IReadOnlyList<LoadNote> Notes);
