using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>Those who order because of a campaign.</summary>
internal sealed class PromotionDemand : DemandSource
{
    /// <summary>Reaction that stays when the first one has faded, beside the first one.</summary>
    private const double Rest = 0.3;

    /// <summary>Reaction changes every so many minutes.</summary>
    private const int Step = 15;

    private readonly PromotionBlast _blast;
    private readonly AliasTable _channelShares;
    private readonly double _targeted;
    private readonly ulong _frequent;
    private readonly ulong _customers;

    public PromotionDemand(World world, PromotionBlast blast, int number)
        : base(world, blast, number)
    {
        _blast = blast;
        bool[] channels = Participants(world, blast.Channels);
        _channelShares = world.Channels.SharesOf(channels);
        _targeted = channels.Select((takesPart, i) => takesPart ? world.Channels.OrderShare(i) : 0).Sum()
            * (double)CustomerSegments.OrderShare(blast.Segment);
        _customers = (ulong)world.Scenario.CustomersPerCell;
        _frequent = (ulong)CustomerSegments.FrequentCustomers(world.Scenario.CustomersPerCell);
    }

    public override double[] PerMinute(double[] usual)
    {
        var rates = new double[usual.Length];
        double expected = 0;
        double shaped = 0;
        for (int minute = _blast.StartMinute; minute < rates.Length; minute++)
        {
            int since = (minute - _blast.StartMinute) / Step * Step;
            double faded = _blast.FadeHours > 0
                ? DeterministicMath.Exp(-Math.Min(since / ((double)_blast.FadeHours * 60), 100))
                : 0;
            expected += usual[minute];
            rates[minute] = usual[minute] * (Rest + ((1 - Rest) * faded));
            shaped += rates[minute];
        }

        double factor = shaped > 0 ? (double)(_blast.Uplift - 1) * _targeted * expected / shaped : 0;
        return [.. rates.Select(rate => rate * factor)];
    }

    public override int Channel(ulong randomBits) => _channelShares.Sample(randomBits);

    public override ulong Customer(ulong usual, in Placement order, int actor, in OrderStreams streams) => _blast.Segment switch
    {
        CustomerSegment.Frequent when usual >= _frequent => usual % _frequent,
        CustomerSegment.Occasional when usual < _frequent && _customers > _frequent =>
            _frequent + (streams.Source.At(order.Counter) % (_customers - _frequent)),
        _ => usual,
    };

    public override long ReturnPartsPerMillion(long usual) => Math.Min((long)(usual * _blast.ReturnFactor), 1_000_000);

    /// <summary>
    /// Multiplies for each channel the share of its orders that is there on a day after the campaign.
    /// </summary>
    /// <param name="world">The world.</param>
    /// <param name="blast">Its knobs.</param>
    /// <param name="daysSince">1 on the day after the campaign's last one.</param>
    /// <param name="kept">Shares by channel.</param>
    public static void Dip(World world, PromotionBlast blast, int daysSince, double[] kept)
    {
        double missing = (double)(blast.Dip * CustomerSegments.OrderShare(blast.Segment))
            * (blast.DipDays - daysSince + 1) / blast.DipDays;
        bool[] channels = Participants(world, blast.Channels);
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] *= channels[i] ? 1 - missing : 1;
        }
    }
}
