using Waybill.Sim.Commerce;

namespace Waybill.Sim.Shop.Buyers;

/// <summary>
/// Who sits in front of an order: with which device, which cards, which address. All of it follows from the order's placement
/// and facts, so nothing is remembered.
/// </summary>
internal interface IBuyer
{
    /// <summary>The device: 64 bits that become its id.</summary>
    ulong Device(in Placement order, in OrderFacts facts);

    /// <summary>The card of an attempt to pay, counted from 0.</summary>
    PaymentCard Card(in Placement order, in OrderFacts facts, int attempt);

    /// <summary>Whether the order is paid by card whatever others in its channel do.</summary>
    bool InsistsOnCard(in OrderFacts facts);

    /// <summary>Whether a coupon is used whenever there is one.</summary>
    bool InsistsOnCoupon(in OrderFacts facts);

    /// <summary>Attempts that the bank refuses; null for as many as with anybody.</summary>
    /// <param name="order">The order.</param>
    /// <param name="facts">What was decided about it.</param>
    /// <param name="fails">Whether the last attempt is refused too.</param>
    int? Declines(in Placement order, in OrderFacts facts, bool fails);

    /// <summary>64 bits that become street and number, when the order goes to an address that is not the customer's own.</summary>
    ulong? Street(in Placement order, in OrderFacts facts);
}
