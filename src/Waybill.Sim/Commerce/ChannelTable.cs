using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce;

/// <summary>The channels' shares and factors in whole numbers.</summary>
internal sealed class ChannelTable
{
    private readonly AliasTable _shares;
    private readonly long[] _pricePerMille;
    private readonly long[] _returnPerMille;

    public ChannelTable(Scenario scenario)
    {
        _shares = new AliasTable([.. scenario.Channels.Select(channel => (long)(channel.Share * 1_000))]);
        _pricePerMille = [.. scenario.Channels.Select(channel => (long)(channel.PriceFactor * 1_000))];
        _returnPerMille = [.. scenario.Channels.Select(channel => (long)(channel.ReturnFactor * 1_000))];
    }

    public int Draw(ulong randomBits) => _shares.Sample(randomBits);

    /// <summary>A product's price in a channel, at least one cent.</summary>
    public long PriceCents(int channel, long cataloguePriceCents) =>
        Math.Max(cataloguePriceCents * _pricePerMille[channel] / 1_000, 1);

    /// <summary>Chance of a return in this channel, in parts per million.</summary>
    public long ReturnPartsPerMillion(int channel, long productPartsPerMillion) =>
        Math.Min(productPartsPerMillion * _returnPerMille[channel] / 1_000, 1_000_000);
}
