using Waybill.Events.Values;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Fulfilment;

/// <summary>
/// The dates that channels promise: so many hours after the order, and then 22:00 of that day. The hours are solved for
/// every channel and lane level so that the scenario's share of orders comes late.
/// </summary>
internal sealed class Promises
{
    /// <summary>Customers are promised delivery until this hour, UTC.</summary>
    public const int DeadlineHour = 22;

    /// <summary>A promise is never shorter, so that it always lies after the order.</summary>
    private const int ShortestHours = 6;

    private const int LongestHours = 24 * 90;
    private const int Parts = 48;

    /// <summary>Every third hour of the day stands for its neighbours.</summary>
    private const int HourStep = 3;

    private readonly int[] _hours;

    public Promises(Scenario scenario, LeadTimes leadTimes)
    {
        _hours = new int[scenario.Channels.Count * Geography.MostLevels];
        decimal[] weights = [.. HourWeights(scenario)];
        for (int level = 1; level < Geography.MostLevels; level++)
        {
            (long Seconds, double Weight)[] transit = Transits(scenario, leadTimes, level);
            for (int channel = 0; channel < scenario.Channels.Count; channel++)
            {
                long[] handling = leadTimes.HandlingMidpoints(channel, Parts);
                _hours[(channel * Geography.MostLevels) + level] = Solve(
                    (double)scenario.LateShare, LeadTimes.MeanApproval, handling, transit, weights);
            }
        }
    }

    /// <summary>When an order is promised to arrive.</summary>
    public Instant For(int channel, int level, Instant soldAt)
    {
        int day = soldAt.AddSeconds(_hours[(channel * Geography.MostLevels) + level] * 3_600L).Day;
        return Instant.FromDay(day).AddSeconds(DeadlineHour * 3_600);
    }

    private static IEnumerable<decimal> HourWeights(Scenario scenario)
    {
        decimal total = scenario.HourShares.Sum();
        for (int utc = 0; utc < 24; utc += HourStep)
        {
            decimal weight = 0;
            for (int hour = utc; hour < utc + HourStep; hour++)
            {
                weight += scenario.HourShares[(hour + scenario.HoursAheadOfUtc + 24) % 24];
            }

            yield return weight / total;
        }
    }

    private static (long Seconds, double Weight)[] Transits(Scenario scenario, LeadTimes leadTimes, int level)
    {
        decimal shares = scenario.Carriers.Sum(carrier => carrier.Share);
        long[][] byCarrier = leadTimes.TransitMidpoints(level, Parts);
        return
        [
            .. byCarrier
                .SelectMany((times, carrier) => times.Select(
                    time => (time, (double)(scenario.Carriers[carrier].Share / shares) / Parts)))
                .OrderBy(part => part.time),
        ];
    }

    /// <summary>The fewest hours with which at most this share is late.</summary>
    private static int Solve(
        double lateShare, long approval, long[] handling, (long Seconds, double Weight)[] transit, decimal[] hourWeights)
    {
        int tooFew = ShortestHours - 1;
        int enough = LongestHours;
        while (enough - tooFew > 1)
        {
            int hours = (tooFew + enough) / 2;
            double late = 0;
            for (int i = 0; i < hourWeights.Length; i++)
            {
                int placedHour = (i * HourStep) + (HourStep / 2);
                int deadline = ((placedHour + hours) / 24 * 24) + DeadlineHour - placedHour;
                late += (double)hourWeights[i] * Late((deadline * 3_600L) - approval, handling, transit);
            }

            (tooFew, enough) = late > lateShare ? (hours, enough) : (tooFew, hours);
        }

        return enough;
    }

    /// <summary>Share of orders whose handling and transit together take longer than this.</summary>
    private static double Late(long seconds, long[] handling, (long Seconds, double Weight)[] transit)
    {
        // As handling grows, less time is left for transit: both are walked once.
        double late = 0;
        double slower = 0;
        int next = transit.Length - 1;
        foreach (long handled in handling)
        {
            while (next >= 0 && transit[next].Seconds > seconds - handled)
            {
                slower += transit[next--].Weight;
            }

            late += slower;
        }

        return late / handling.Length;
    }
}
