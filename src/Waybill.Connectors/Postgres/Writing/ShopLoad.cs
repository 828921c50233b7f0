namespace Waybill.Connectors.Postgres.Writing;

/// <summary>What went into PostgreSQL.</summary>
/// <param name="Transactions">The shop's own transactions; a backfill writes many of them in one of PostgreSQL's.</param>
/// <param name="Changes">Rows added, changed and deleted by the shop, without those that the database's rules write.</param>
/// <param name="Retries">How often a transaction was written again after a deadlock or a lost connection.</param>
/// <param name="Seconds">Time in which something was being written.</param>
public readonly record struct ShopLoad(long Transactions, long Changes, long Retries, double Seconds);
