using System.Runtime.CompilerServices;

namespace Waybill.Sim.Shop;

/// <summary>What changes about a customer; the rest follows from the number.</summary>
internal struct CustomerRow
{
    public int Number;
    public int Channel;
    public long RegisteredAt;
    public int Tier;
    public long TierSince;
    public long Points;
    public int Addresses;
    public int DefaultAddress;

    /// <summary>Of the last address that somebody insisted on: half its random bits, and its slot.</summary>
    public long Street;
    public int StreetSlot;

    /// <summary>A bit for each slot with such an address; the customer does not know of them.</summary>
    public int StreetSlots;

    /// <summary>How often the phone number changed.</summary>
    public int PhoneVersion;
    public bool Consent;

    /// <summary>Orders placed.</summary>
    public int Orders;

    /// <summary>Month of the last spending, in months since year 0.</summary>
    public int SpendMonth;
    public TwelveMonths Spend;

    /// <summary>Cents spent in each of the last twelve months, at month modulo 12.</summary>
    [InlineArray(12)]
    internal struct TwelveMonths
    {
        private long _first;
    }

    /// <summary>Forgets what is more than twelve months old, as seen from this month.</summary>
    public void RollTo(int month)
    {
        int steps = Math.Min(month - SpendMonth, 12);
        for (int i = 0; i < steps; i++)
        {
            Spend[(month - i) % 12] = 0;
        }

        SpendMonth = Math.Max(month, SpendMonth);
    }

    public readonly long SpendOfTwelveMonths
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < 12; i++)
            {
                sum += Spend[i];
            }

            return sum;
        }
    }
}
