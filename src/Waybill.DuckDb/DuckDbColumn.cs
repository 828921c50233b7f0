namespace Waybill.DuckDb;

/// <summary>A named column of a result, a table source or a struct.</summary>
public readonly record struct DuckDbColumn(string Name, DuckDbType Type);
