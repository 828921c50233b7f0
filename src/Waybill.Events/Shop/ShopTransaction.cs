using Waybill.Events.Values;

namespace Waybill.Events.Shop;

/// <summary>A transaction of the shop's log.</summary>
/// <param name="At">When it commits; never before the one before it in the same cell.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Number">Its number in the world: cell × 10^11 + running number.</param>
/// <param name="FirstLsn">Place of its first change in the world's stream; the others follow one by one.</param>
/// <param name="Changes">How many changes it has.</param>
public readonly record struct ShopTransaction(Instant At, ShopTransactionKind Kind, long Number, long FirstLsn, int Changes);
