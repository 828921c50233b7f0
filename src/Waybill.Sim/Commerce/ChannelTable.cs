using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce;

/// <summary>The channels' shares and factors in whole numbers.</summary>
internal sealed class ChannelTable
{
    private readonly AliasTable _shares;
    private readonly long[] _weights;
    private readonly long[] _pricePerMille;
    private readonly long[] _returnPerMille;

    public ChannelTable(Scenario scenario)
    {
        _weights = [.. scenario.Channels.Select(channel => (long)(channel.Share * 1_000))];
        _shares = new AliasTable(_weights);
        _pricePerMille = [.. scenario.Channels.Select(channel => (long)(channel.PriceFactor * 1_000))];
        _returnPerMille = [.. scenario.Channels.Select(channel => (long)(channel.ReturnFactor * 1_000))];
    }

    public int Draw(ulong randomBits) => _shares.Sample(randomBits);

    /// <summary>Share of all orders that a channel has.</summary>
    public double OrderShare(int channel) => (double)_weights[channel] / _weights.Sum();

    /// <summary>The shares of some channels among themselves; of all when none of them has any.</summary>
    public AliasTable SharesOf(bool[] channels)
    {
        long[] weights = [.. _weights.Select((weight, i) => channels[i] ? weight : 0)];
        return weights.Any(weight => weight > 0) ? new AliasTable(weights) : _shares;
    }

    /// <summary>A product's price in a channel, at least one cent.</summary>
    public long PriceCents(int channel, long cataloguePriceCents) =>
        Math.Max(cataloguePriceCents * _pricePerMille[channel] / 1_000, 1);

    /// <summary>Chance of a return in this channel, in parts per million.</summary>
    public long ReturnPartsPerMillion(int channel, long productPartsPerMillion) =>
        Math.Min(productPartsPerMillion * _returnPerMille[channel] / 1_000, 1_000_000);
}
