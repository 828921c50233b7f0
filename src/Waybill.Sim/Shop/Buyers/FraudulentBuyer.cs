using Waybill.Sim.Commerce;
using Waybill.Sim.Commerce.Sources;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Shop.Buyers;

/// <summary>A fraudster, by pattern. What an actor uses again and again follows from the actor, the rest from the order.</summary>
internal sealed class FraudulentBuyer(in BuyerStreams streams, HonestBuyer victims) : IBuyer
{
    /// <summary>Of the orders of an actor those from the actor's own device, in percent; careful ones change it.</summary>
    private const int OwnDevicePercent = 88;

    /// <summary>Of the orders of a hijacked account those with the card that the shop has kept for it, in percent.</summary>
    private const int KeptCardPercent = 55;

    /// <summary>Cards that an abuser or spender uses in turn.</summary>
    private const int CardsPerActor = 3;

    /// <summary>Card testers try the least and up to so many more cards before they give an order up.</summary>
    private const int LeastTries = 2;
    private const int MoreTries = 5;

    private readonly BuyerStreams _streams = streams;

    public ulong Device(in Placement order, in OrderFacts facts)
    {
        ulong bits = _streams.DeviceChoice.At(order.Counter);
        return _streams.Device.At(Own((int)(bits % 100) < OwnDevicePercent ? ActorOf(in order, in facts) : order.Counter << 1));
    }

    public PaymentCard Card(in Placement order, in OrderFacts facts, int attempt)
    {
        ulong bits = _streams.CardChoice.At(order.Counter);
        switch (SourceOf(in facts).Pattern)
        {
            case FraudPattern.CardTesting:
                return Stolen(in order, in facts, (order.Counter << 4) | (uint)attempt);
            case FraudPattern.AccountTakeover:
                return attempt == 0 && (int)(bits % 100) < KeptCardPercent
                    ? victims.FirstCardOf(facts.Buyer)
                    : Stolen(in order, in facts, ActorOf(in order, in facts) + (uint)attempt);
            default:
                return Stolen(in order, in facts, ActorOf(in order, in facts) + ((bits + (uint)attempt) % CardsPerActor));
        }
    }

    public bool InsistsOnCard(in OrderFacts facts) => SourceOf(in facts).Pattern != FraudPattern.PromoAbuse;

    public int? Declines(in Placement order, in OrderFacts facts, bool fails)
    {
        ulong bits = _streams.Attempts.At(order.Counter);
        return SourceOf(in facts).Pattern switch
        {
            FraudPattern.CardTesting when fails => LeastTries + (int)(bits % MoreTries),
            FraudPattern.CardTesting => (int)(bits % LeastTries),
            FraudPattern.PromoAbuse => null,
            _ when fails => 1 + (int)(bits % 2),
            _ => bits % 16 == 0 ? 1 : 0,
        };
    }

    public bool InsistsOnCoupon(in OrderFacts facts) => SourceOf(in facts).Pattern == FraudPattern.PromoAbuse;

    public ulong? Street(in Placement order, in OrderFacts facts) => SourceOf(in facts).Pattern == FraudPattern.CardTesting
        ? null
        : _streams.Street.At(ActorOf(in order, in facts));

    private static FraudDemand SourceOf(in OrderFacts facts) => facts.Source as FraudDemand
        ?? throw new InvalidOperationException("An order of an honest buyer was taken for a fraudulent one.");

    private static ulong ActorOf(in Placement order, in OrderFacts facts) => SourceOf(in facts).ActorKey(in order, facts.Actor);

    /// <summary>No device of an honest buyer has this key.</summary>
    private static ulong Own(ulong key) => key | (1UL << 63);

    /// <summary>A stolen card: its issuer is one of the few that the attack's cards are from.</summary>
    private PaymentCard Stolen(in Placement order, in OrderFacts facts, ulong key)
    {
        ulong bits = _streams.Card.At(Own(key));
        FraudDemand source = SourceOf(in facts);
        ulong issuer = _streams.Card.At(Own(source.AttackKey(in order) + 1 + (bits >> 32) % (ulong)source.Bins) | (1UL << 62));
        return new PaymentCard((int)(issuer >> 33), (int)(bits % 10_000));
    }
}
