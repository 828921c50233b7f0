namespace Waybill.Sim.Shop;

/// <summary>What a visitor does.</summary>
internal enum VisitStepKind
{
    View,
    Search,
    AddToCart,
    Remove,
    Checkout,
}
