using System.Globalization;

namespace Waybill.Sim.Scenarios;

/// <summary>A sales channel.</summary>
/// <param name="Name">As it is written in the feed.</param>
/// <param name="Share">Its share of orders.</param>
/// <param name="PriceFactor">Its prices beside the catalogue's.</param>
/// <param name="HandlingFactor">Time from approval to the carrier beside the usual.</param>
/// <param name="ReturnFactor">Chance of a return beside the usual.</param>
public sealed record ChannelSettings(
    string Name, decimal Share, decimal PriceFactor, decimal HandlingFactor, decimal ReturnFactor)
{
    internal string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}/{Share:G29}/{PriceFactor:G29}/{HandlingFactor:G29}/{ReturnFactor:G29}");
}
