using Waybill.Events.Values;

namespace Waybill.Sim.Commerce;

/// <summary>What is decided about an order when it is placed.</summary>
internal readonly record struct OrderFacts
{
    /// <summary>Index of the customer's name.</summary>
    public required int Customer { get; init; }

    /// <summary>The customer's number within the market.</summary>
    public required int Buyer { get; init; }

    public required int Product { get; init; }

    public required int Quantity { get; init; }

    public required Money UnitPrice { get; init; }

    public required Weight Weight { get; init; }

    public required int Origin { get; init; }

    public required int Destination { get; init; }

    public required int Channel { get; init; }

    public required int Carrier { get; init; }
}
