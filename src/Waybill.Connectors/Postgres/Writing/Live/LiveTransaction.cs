using Waybill.Events.Shop;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>A transaction of the day that is to be written.</summary>
/// <param name="At">World time of its commit, in microseconds since 1970-01-01 UTC.</param>
/// <param name="Number">Its number in the world.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Changes">How many changes it has, with those that the database's rules make.</param>
/// <param name="Cell">Place of its cell's log among the day's logs.</param>
/// <param name="Offset">Where it begins in that log.</param>
/// <param name="Length">How many bytes it has there.</param>
internal readonly record struct LiveTransaction(long At, long Number, ShopTransactionKind Kind, int Changes, int Cell, int Offset, int Length);
