using System.Diagnostics;

namespace Waybill.Bench;

/// <summary>Runs contestants in turn, so that a noisy minute hits all of them, and takes the median of the rounds.</summary>
internal static class Median
{
    internal static double[] Seconds(int rounds, params Action[] contestants)
    {
        var times = contestants.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                contestants[i]();
                if (round > 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalSeconds); // round 0 warms up
                }
            }
        }

        return [.. times.Select(t => t.Order().ElementAt(t.Count / 2))];
    }
}
