namespace Waybill.Sim.Shop;

/// <summary>A step of a visit.</summary>
/// <param name="Kind">What the visitor does.</param>
/// <param name="Sku">With which variant; for searches one that it could lead to.</param>
/// <param name="Quantity">Units, for what is put into the cart or taken out; otherwise 0.</param>
internal readonly record struct VisitStep(VisitStepKind Kind, int Sku, int Quantity);
