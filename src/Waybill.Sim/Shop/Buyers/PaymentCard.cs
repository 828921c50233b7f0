namespace Waybill.Sim.Shop.Buyers;

/// <summary>A payment card as a shop may know it.</summary>
/// <param name="Bin">Index of the issuer's first digits.</param>
/// <param name="LastFour">The last four digits.</param>
internal readonly record struct PaymentCard(int Bin, int LastFour);
