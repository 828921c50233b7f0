namespace Waybill.Server.Answers;

/// <summary>A column of a table.</summary>
/// <param name="Id">Iceberg's number of the column; 0 for views.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as Iceberg writes it; DuckDB's for views.</param>
/// <param name="Required">It is never null.</param>
public sealed record TableColumn(int Id, string Name, string Type, bool Required);
