using System.Diagnostics;
using System.Globalization;
using Waybill.Events.Feeds;
using Waybill.Sim;
using Waybill.Sim.ColdChain;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;

namespace Waybill.Bench;

/// <summary>
/// Trucks to JSON lines on one thread: physics, truth and text, into memory, to /dev/null and to files, without faults and with messy
/// ones. A point is a reading with its 23 values. Seconds of the processor count, so that other work on the machine does not.
/// Budget: at least 2 M points a second.
/// </summary>
internal static class TelemetryBenchmark
{
    private const int StartDay = 20_454;
    private const int Days = 4;

    internal static void Run(string[] args)
    {
        int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        string folder = Directory.CreateTempSubdirectory("waybill-bench").FullName;
        try
        {
            (string Name, FaultPlan Faults, Func<int, Stream?> Open)[] ways =
            [
                ("memory", FaultPlan.None, _ => null),
                ("/dev/null", FaultPlan.None, _ => File.OpenWrite("/dev/null")),
                ("files", FaultPlan.None, window => File.Create(Path.Combine(folder, $"telemetry_{window}.jsonl"), bufferSize: 1)),
                ("memory, messy", FaultPlan.Messy, _ => null),
            ];
            var rates = ways.Select(_ => new List<double>()).ToArray();
            long bytes = 0;
            long points = 0;
            for (int round = 0; round <= rounds; round++)
            {
                for (int i = 0; i < ways.Length; i++)
                {
                    TimeSpan before = Processor();
                    (points, bytes) = Play(ways[i].Faults, ways[i].Open);
                    if (round > 0)
                    {
                        rates[i].Add(points / (Processor() - before).TotalSeconds); // round 0 warms up
                    }
                }
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{points:N0} readings of {bytes / (double)points:F0} bytes a round"));
            for (int i = 0; i < ways.Length; i++)
            {
                double rate = rates[i].Order().ElementAt(rounds / 2) / 1e6;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ways[i].Name,-14} {rate:F2} M points/s (target 2)"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (long Points, long Bytes) Play(FaultPlan faults, Func<int, Stream?> open)
    {
        var world = new World(42, new Scenario { Plant = null, ColdChain = new ColdChainSettings() });
        var plan = new WorldPlan(world, faults, StartDay, new CellRange(0, 3), keepsCleanRows: true);
        var simulator = new CellSimulator(plan);
        var day = new CellDay();
        byte[] state = [];
        long points = 0;
        long bytes = 0;
        for (int i = 0; i < Days; i++)
        {
            simulator.Play(WorldPlan.FirstDepot, StartDay + i, state, day);
            state = day.State.Written.ToArray();
            for (int window = 0; window < DropWindow.PerDay; window++)
            {
                FeedSegment segment = day.Depot.Segment(0, window);
                points += segment.Rows;
                bytes += segment.Bytes.Length;
                using Stream? file = open((i * DropWindow.PerDay) + window);
                file?.Write(segment.Bytes.Written);
            }
        }

        return (points, bytes);
    }

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;
}
