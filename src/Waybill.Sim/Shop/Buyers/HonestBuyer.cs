using Waybill.Sim.Commerce;

namespace Waybill.Sim.Shop.Buyers;

/// <summary>
/// A customer who is who he says he is, and still looks odd now and then: a new phone, the family's tablet, a machine in a
/// hotel lobby, another card.
/// </summary>
internal sealed class HonestBuyer(in BuyerStreams streams, int customers) : IBuyer
{
    /// <summary>Of a thousand orders those from the first and second device, the family's, and one that anybody may use.</summary>
    private const int FirstDevice = 790;
    private const int SecondDevice = FirstDevice + 140;
    private const int FamilyDevice = SecondDevice + 40;
    private const int PublicDevice = FamilyDevice + 4;

    /// <summary>Customers of a family who share a device.</summary>
    private const int Family = 3;

    /// <summary>A public machine for so many customers.</summary>
    private const int CustomersPerPublicDevice = 2_000;

    /// <summary>Of a hundred orders those with the first and second card; the rest has a card that is new.</summary>
    private const int FirstCard = 82;
    private const int SecondCard = FirstCard + 14;

    /// <summary>After a refusal these take another card, in percent.</summary>
    private const int OtherCardPercent = 35;

    private readonly BuyerStreams _streams = streams;

    public ulong Device(in Placement order, in OrderFacts facts)
    {
        ulong bits = _streams.DeviceChoice.At(order.Counter);
        ulong buyer = (uint)facts.Buyer;
        ulong key = (bits % 1_000) switch
        {
            < FirstDevice => buyer << 3,
            < SecondDevice => (buyer << 3) | 1,
            < FamilyDevice => (buyer / Family << 3) | 2,
            < PublicDevice => ((bits >> 32) % (ulong)Math.Max(customers / CustomersPerPublicDevice, 1) << 3) | 3,
            _ => (order.Counter << 3) | 4,
        };
        return _streams.Device.At(key);
    }

    public PaymentCard Card(in Placement order, in OrderFacts facts, int attempt)
    {
        ulong bits = _streams.CardChoice.At(order.Counter);
        bool changes = attempt > 0 && (bits >> 32) % 100 < OtherCardPercent;
        ulong key = (bits % 100) switch
        {
            < FirstCard when !changes => 0,
            < SecondCard => 1,
            _ => ((ulong)order.Day << 1) | 1,
        };
        return CardOf(facts.Buyer, key);
    }

    public bool InsistsOnCard(in OrderFacts facts) => false;

    public int? Declines(in Placement order, in OrderFacts facts, bool fails) => null;

    public bool InsistsOnCoupon(in OrderFacts facts) => false;

    public ulong? Street(in Placement order, in OrderFacts facts) => null;

    /// <summary>A device of a customer who only looks around.</summary>
    public ulong UsualDevice(int customer, ulong bits) => _streams.Device.At(((ulong)(uint)customer << 3) | ((bits & 0xFF) < 205 ? 0UL : 1UL));

    /// <summary>The card that a customer uses most.</summary>
    public PaymentCard FirstCardOf(int buyer) => CardOf(buyer, 0);

    private PaymentCard CardOf(int buyer, ulong key) => MakeCard(_streams.Card.At(((ulong)(uint)buyer << 32) | key));

    /// <summary>The issuer is reduced to those that there are when the card is written.</summary>
    private static PaymentCard MakeCard(ulong bits) => new((int)(bits >> 33), (int)(bits % 10_000));
}
