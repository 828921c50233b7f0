using Waybill.Events.Values;
using Waybill.Sim.Commerce.Sources;

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

    /// <summary>The entry of the calendar, or the fraud of every day, that brought the order; null for any other order.</summary>
    public DemandSource? Source { get; init; }

    /// <summary>Who of those that work for the source placed it.</summary>
    public int Actor { get; init; }
}
