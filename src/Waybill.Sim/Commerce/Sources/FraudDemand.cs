using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>
/// Fraudsters. They come in actors, who differ by pattern: a machine that tries cards, a hijacked account, a device behind
/// many new accounts, a new account with a good stolen card. What an actor has is drawn from the actor, so its orders belong
/// together.
/// </summary>
internal sealed class FraudDemand : DemandSource
{
    /// <summary>Of card testers' orders, those for one of the cheapest products, in percent.</summary>
    private const int CheapPercent = 85;

    /// <summary>Of thieves' orders, those for one of the dearest products, in percent.</summary>
    private const int DearPercent = 75;

    /// <summary>The cheapest products are this part of the catalogue, the dearest twice as many.</summary>
    private const int CheapestDivisor = 25;

    /// <summary>A machine that tries cards opens another account so often.</summary>
    private const int MinutesPerAccount = 15;

    /// <summary>Of orders of a hijacked account or a spender, those to the thief's own address, in percent.</summary>
    private const int DropAddressPercent = 85;

    private readonly FraudAttack _attack;
    private readonly int _spareAccounts;

    /// <param name="world">The world.</param>
    /// <param name="attack">Its knobs.</param>
    /// <param name="number">Place in the calendar, or behind it; tells attacks of a day apart.</param>
    /// <param name="slotMinutes">For the fraud of every day: how long one actor is at work, 0 for an attack.</param>
    public FraudDemand(World world, FraudAttack attack, int number, int slotMinutes = 0)
        : base(world, attack, number)
    {
        _attack = attack;
        SlotMinutes = slotMinutes;
        _spareAccounts = Math.Max(Scenario.MostCustomers - world.Scenario.CustomersPerCell, 1);
    }

    public FraudPattern Pattern => _attack.Pattern;

    /// <summary>From how many issuers the cards of an attack are.</summary>
    public int Bins => _attack.Bins;

    /// <summary>How long one actor of every day's fraud is at work; 0 for an attack.</summary>
    public int SlotMinutes { get; }

    public override double[] PerMinute(double[] usual)
    {
        var rates = new double[usual.Length];
        rates.AsSpan(_attack.StartMinute, _attack.Minutes).Fill((double)_attack.Orders / _attack.Minutes);
        return rates;
    }

    public override int Actor(in Placement order, in OrderStreams streams)
    {
        if (SlotMinutes > 0)
        {
            return order.Minute / SlotMinutes;
        }

        ulong bits = streams.Actor.At(order.Counter);
        if (Pattern is FraudPattern.CardTesting or FraudPattern.PromoAbuse)
        {
            return (int)Math.BigMul(bits, (ulong)_attack.Actors, out _);
        }

        // One after the other, each while its neighbours are at work too.
        long since = order.Minute - _attack.StartMinute;
        long place = ((since << 16) * _attack.Actors / _attack.Minutes) + (long)(bits >> 48) - (1 << 15);
        return (int)Math.Clamp(place >> 16, 0, _attack.Actors - 1);
    }

    public override int Product(ulong randomBits)
    {
        IReadOnlyList<int> byPrice = World.Products.ByPrice;
        int cheapest = Math.Max(byPrice.Count / CheapestDivisor, 1);
        int percent = (int)(randomBits % 100);
        return Pattern switch
        {
            FraudPattern.CardTesting when percent < CheapPercent => byPrice[Pick(randomBits, cheapest)],
            FraudPattern.AccountTakeover or FraudPattern.Velocity when percent < DearPercent =>
                byPrice[^(1 + Pick(randomBits, 2 * cheapest))],
            _ => base.Product(randomBits),
        };
    }

    public override int Quantity(int usual, ulong randomBits) => Pattern switch
    {
        FraudPattern.CardTesting => 1,
        FraudPattern.AccountTakeover or FraudPattern.Velocity => 1 + (int)(randomBits % 3),
        _ => usual,
    };

    public override ulong Customer(ulong usual, in Placement order, int actor, in OrderStreams streams)
    {
        ulong key = ActorKey(in order, actor);
        return Pattern switch
        {
            // A victim has ordered before, like anyone else.
            FraudPattern.AccountTakeover => OrderBook.DrawCustomer(streams.Account.At(key), World.Scenario.CustomersPerCell),
            FraudPattern.CardTesting => NewAccount(streams.Account.At(key + ((ulong)(order.Minute / MinutesPerAccount) << 8))),
            FraudPattern.PromoAbuse => NewAccount(streams.Account.At(order.Counter << 8)),
            _ => NewAccount(streams.Account.At(key)),
        };
    }

    public override int Destination(int usual, in Placement order, int actor, int homeCity, in OrderStreams streams)
    {
        ulong bits = streams.DropAddress.At(ActorKey(in order, actor));
        bool isOwn = Pattern == FraudPattern.CardTesting || (Pattern != FraudPattern.PromoAbuse && bits % 100 >= DropAddressPercent);
        return isOwn ? usual : World.Geography.DrawDestination(homeCity, bits);
    }

    /// <summary>What a thief has, no thief sends back.</summary>
    public override long ReturnPartsPerMillion(long usual) => Pattern == FraudPattern.PromoAbuse ? usual : 0;

    public override OrderFate Fate(ulong randomBits)
    {
        ulong percentile = (randomBits >> 32) * 10_000 >> 32;
        return percentile < _attack.Declined * 10_000 ? OrderFate.Declined
            : (randomBits & 0xFFFF_FFFF) * 10_000 >> 32 < _attack.Caught * 10_000 ? OrderFate.Caught
            : OrderFate.Usual;
    }

    /// <summary>An actor's place in the streams of random numbers about actors.</summary>
    public ulong ActorKey(in Placement order, int actor) => AttackKey(in order) | ((ulong)(uint)(actor + 1) << 16);

    /// <summary>The place of the whole attack there.</summary>
    public ulong AttackKey(in Placement order) => ((ulong)order.Day << 44) | ((ulong)(uint)Number << 28);

    private ulong NewAccount(ulong randomBits) =>
        (ulong)World.Scenario.CustomersPerCell + Math.BigMul(randomBits, (ulong)_spareAccounts, out _);

    /// <summary>Not the bits that chose the percentage.</summary>
    private static int Pick(ulong randomBits, int count) => (int)Math.BigMul(randomBits, (ulong)count, out _);
}
