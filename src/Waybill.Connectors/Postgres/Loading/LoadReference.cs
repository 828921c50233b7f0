namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Rows that point at rows of another table of the load; becomes a foreign key.</summary>
/// <param name="Columns">Columns of the pointing table.</param>
/// <param name="Table">The other table, without schema.</param>
/// <param name="TableColumns">Its columns, one for each of <paramref name="Columns"/>.</param>
public sealed record LoadReference(IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> TableColumns);
