namespace Waybill.Connectors.Postgres.Loading;

/// <summary>A loaded column: the lake's field id, its name and its type in PostgreSQL.</summary>
internal sealed record ControlColumn(int? Id, string Name, string Type);
