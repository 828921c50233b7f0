using Waybill.Events.Shop;
using Waybill.Events.Values;

namespace Waybill.Sim.Shop;

/// <summary>What customers change about their accounts when they come back: a new phone number, their mind about advertising.</summary>
internal sealed class AccountDesk(ShopContext context, CustomerBook customers)
{
    /// <summary>Of a thousand orders by known customers those before which the account is changed.</summary>
    private const int PhonePerMille = 6;
    private const int ConsentPerMille = 5;

    public void Update(OrderCard card, Instant now)
    {
        int part = (int)(context.Streams.Customer.At(ShopContext.Draw(card.Key) | (1UL << 61)) % 1_000);
        if (part >= PhonePerMille + ConsentPerMille)
        {
            return;
        }

        context.Begin(now, ShopTransactionKind.Account);
        ref CustomerRow row = ref customers.Change(card.Facts.Buyer);
        if (part < PhonePerMille)
        {
            row.PhoneVersion++;
        }
        else
        {
            row.Consent = !row.Consent;
        }

        customers.WriteChange(card.Facts.Buyer, card.Facts.Customer);
        context.Commit();
    }
}
