namespace Waybill.Sim.Fulfilment;

/// <summary>The way from a warehouse's city to a customer's city.</summary>
/// <param name="Kilometres">Road length.</param>
/// <param name="Level">Its transit time in tenths of the usual one.</param>
/// <param name="BaseCents">Shipping cost before weight.</param>
/// <param name="Region">Index of the destination's region.</param>
internal readonly record struct Lane(int Kilometres, int Level, int BaseCents, int Region);
