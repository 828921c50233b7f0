using Waybill.Sim.Commerce;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop.Buyers;

/// <summary>The buyers of one cell.</summary>
internal sealed class BuyerBook
{
    private readonly FraudulentBuyer _fraudulent;

    /// <param name="streams">The world's random numbers.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="customers">Its customers.</param>
    public BuyerBook(RandomStreams streams, int cell, int customers)
    {
        var own = new BuyerStreams(streams, cell);
        Honest = new HonestBuyer(in own, customers);
        _fraudulent = new FraudulentBuyer(in own, Honest);
    }

    /// <summary>Any customer who is who he says he is.</summary>
    public HonestBuyer Honest { get; }

    /// <summary>Who places an order.</summary>
    public IBuyer Of(in OrderFacts facts) => facts.Source is FraudDemand ? _fraudulent : Honest;
}
