using System.Globalization;

namespace Waybill.Sim.Scenarios;

/// <summary>A carrier.</summary>
/// <param name="Name">As it is written in the feed.</param>
/// <param name="Share">Its share of orders.</param>
/// <param name="SpeedFactor">Its median transit time beside the usual; less is faster.</param>
/// <param name="Sigma">Standard deviation of the logarithm of its transit times; less is more reliable.</param>
/// <param name="ScanMinutes">How often its scanners report: times are rounded up to this; 0 reports at once.</param>
public sealed record CarrierSettings(string Name, decimal Share, decimal SpeedFactor, decimal Sigma, int ScanMinutes)
{
    internal string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}/{Share:G29}/{SpeedFactor:G29}/{Sigma:G29}/{ScanMinutes}");
}
