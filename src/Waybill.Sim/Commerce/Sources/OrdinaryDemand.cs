using Waybill.Sim.Kernel;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>The market's own demand, of which some may be missing because people bought on the days before.</summary>
/// <param name="world">The world.</param>
/// <param name="kept">For each channel the share of its usual orders that is there.</param>
internal sealed class OrdinaryDemand(World world, double[] kept) : DemandSource(world, entry: null, number: 0)
{
    private const int Unit = 1_000;

    private readonly AliasTable? _channels = kept.All(share => share == 1)
        ? null
        : new AliasTable([.. kept.Select((share, i) => (long)(world.Scenario.Channels[i].Share * Unit * Unit * (decimal)share))]);

    public override int Channel(ulong randomBits) => _channels is null ? base.Channel(randomBits) : _channels.Sample(randomBits);

    public override double[] PerMinute(double[] usual)
    {
        double share = 0;
        for (int i = 0; i < kept.Length; i++)
        {
            share += kept[i] * World.Channels.OrderShare(i);
        }

        return [.. usual.Select(rate => rate * share)];
    }
}
