using Waybill.Events.Values;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Fulfilment;

/// <summary>
/// How long the stages of an order's life take: approval, from approval to the carrier, from the carrier to the
/// customer, and from there back again. Lognormal all of them; times in seconds.
/// </summary>
internal sealed class LeadTimes
{
    /// <summary>Approval to carrier in Brazilian days: log-median and sigma of the calibration.</summary>
    private const double HandlingMu = 0.545;
    private const double HandlingSigma = 1.056;

    /// <summary>Carrier to customer in Brazilian days; sigma is the carrier's own (mean 0.892).</summary>
    private const double TransitMu = 1.885;

    private const double ApprovalMedianSeconds = 1_200;
    private const double ApprovalSigma = 1.2;
    private const double ReturnSigma = 0.5;
    private const int Day = Instant.SecondsPerDay;
    private const int FactorBits = 16;

    /// <summary>Two days of approval and all of these together stay below the calendar's 256 days.</summary>
    private const long LongestHandling = 40 * Day;
    private const long LongestTransit = 140 * Day;
    private const long LongestReturn = 60 * Day;

    private readonly QuantileTable _approval;
    private readonly QuantileTable _handling;
    private readonly QuantileTable _return;
    private readonly QuantileTable[] _transit;
    private readonly long[] _channelFactors;
    private readonly long[] _levelFactors;
    private readonly int[] _scanSeconds;

    public LeadTimes(Scenario scenario)
    {
        double logDay = DeterministicMath.Log(Day);
        double logScale = DeterministicMath.Log((double)scenario.LeadTimeScale);
        _approval = QuantileTable.Lognormal(DeterministicMath.Log(ApprovalMedianSeconds), ApprovalSigma, 30, 2 * Day);
        _handling = QuantileTable.Lognormal(HandlingMu + logDay + logScale, HandlingSigma, 300, LongestHandling);
        _return = QuantileTable.Lognormal(
            DeterministicMath.Log((double)scenario.ReturnDaysMedian) + logDay, ReturnSigma, Day, LongestReturn);
        _transit =
        [
            .. scenario.Carriers.Select(carrier => QuantileTable.Lognormal(
                TransitMu + logDay + logScale + DeterministicMath.Log((double)carrier.SpeedFactor),
                (double)carrier.Sigma,
                900,
                LongestTransit)),
        ];
        _channelFactors = [.. scenario.Channels.Select(channel => (long)(channel.HandlingFactor * (1 << FactorBits)))];
        _levelFactors = [.. Enumerable.Range(0, Geography.MostLevels).Select(level => (long)level * (1 << FactorBits) / 10)];
        _scanSeconds = [.. scenario.Carriers.Select(carrier => Math.Max(carrier.ScanMinutes * 60, 1))];
    }

    public long Approval(ulong randomBits) => _approval.Sample(randomBits);

    public long Handling(int channel, ulong randomBits) =>
        Math.Min((_handling.Sample(randomBits) * _channelFactors[channel]) >> FactorBits, LongestHandling);

    public long Transit(int carrier, int level, ulong randomBits) =>
        Math.Min((_transit[carrier].Sample(randomBits) * _levelFactors[level]) >> FactorBits, LongestTransit);

    public long Return(ulong randomBits) => _return.Sample(randomBits);

    /// <summary>The moment at which the carrier's scanners report what happens at this one.</summary>
    public long Scanned(int carrier, long seconds)
    {
        int every = _scanSeconds[carrier];
        return every == 1 ? seconds : (seconds + every - 1) / every * every;
    }

    /// <summary>Seconds that approval takes on average, roughly; promises add it.</summary>
    public static long MeanApproval => (long)(ApprovalMedianSeconds * DeterministicMath.Exp(ApprovalSigma * ApprovalSigma / 2));

    /// <summary>Handling times of a channel at the middles of n equal parts, rising.</summary>
    public long[] HandlingMidpoints(int channel, int n) =>
        [.. Enumerable.Range(0, n).Select(i => (_handling.Midpoint(i, n) * _channelFactors[channel]) >> FactorBits)];

    /// <summary>Transit times on a lane level at the middles of n equal parts of each carrier.</summary>
    public long[][] TransitMidpoints(int level, int n) =>
    [
        .. _transit.Select(table => (long[])
            [.. Enumerable.Range(0, n).Select(i => (table.Midpoint(i, n) * _levelFactors[level]) >> FactorBits)]),
    ];
}
