namespace Waybill.DuckDb.Internals;

/// <summary>What a table source gives and how it is opened; immutable, so that a running query keeps its own.</summary>
internal sealed record TableSourceDefinition(
    string Name, IReadOnlyList<DuckDbColumn> Columns, Func<ITableSource> Open);
