namespace Waybill.Sim.Commerce;

/// <summary>What an order needs to know of a product.</summary>
/// <param name="PriceCents">Catalogue price of one.</param>
/// <param name="Grams">Weight of one, packed.</param>
/// <param name="ReturnPartsPerMillion">Chance that it comes back after delivery.</param>
/// <param name="Family">Index in <see cref="ProductFamily.All"/>.</param>
internal readonly record struct Product(long PriceCents, int Grams, long ReturnPartsPerMillion, int Family);
