namespace Waybill.Connectors.Postgres.Writing;

/// <summary>How far a day is that is written transaction by transaction.</summary>
/// <param name="Done">Transactions that are committed; those of an earlier run are not counted.</param>
/// <param name="Total">Transactions to commit, at least 1.</param>
public readonly record struct LiveProgress(int Done, int Total);
