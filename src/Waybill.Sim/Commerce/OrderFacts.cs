using Waybill.Events.Values;

namespace Waybill.Sim.Commerce;

/// <summary>What is decided about an order when it is placed.</summary>
internal readonly record struct OrderFacts
{
    public required int Customer { get; init; }

    public required int Product { get; init; }

    public required int Quantity { get; init; }

    public required Money UnitPrice { get; init; }

    public required Weight Weight { get; init; }

    public required int Origin { get; init; }

    public required int Destination { get; init; }

    public required int Channel { get; init; }

    public required int Carrier { get; init; }
}
