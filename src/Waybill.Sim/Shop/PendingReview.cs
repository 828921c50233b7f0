namespace Waybill.Sim.Shop;

/// <summary>A review that will be written.</summary>
/// <param name="Buyer">By whom.</param>
/// <param name="Product">Of what.</param>
/// <param name="IsLate">Whether it came late.</param>
internal readonly record struct PendingReview(int Buyer, int Product, bool IsLate);
