using Waybill.Sim.Commerce;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop.Buyers;

/// <summary>The buyers of one cell.</summary>
internal sealed class BuyerBook
{
    private readonly HonestBuyer _honest;
    private readonly FraudulentBuyer _fraudulent;

    /// <param name="streams">The world's random numbers.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="customers">Its customers.</param>
    public BuyerBook(RandomStreams streams, int cell, int customers)
    {
        var own = new BuyerStreams(streams, cell);
        _honest = new HonestBuyer(in own, customers);
        _fraudulent = new FraudulentBuyer(in own, _honest);
    }

    /// <summary>Who places an order.</summary>
    public IBuyer Of(in OrderFacts facts) => facts.Source is FraudDemand ? _fraudulent : _honest;
}
