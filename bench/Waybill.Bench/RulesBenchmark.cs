using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Engine;
using Waybill.Speed.Rules;

namespace Waybill.Bench;

/// <summary>
/// The rules on two cores. Budget: 1 M readings/s of 10,000 trucks through all rules; from arrival of the JSON to the alert at most 1 ms
/// for 99 of 100 alerts at 100,000 readings/s, counted from the moment at which the reading was due; 100,000 trucks in less than 500 MB;
/// 1.5 M readings/s of JSON a core.
/// </summary>
internal static class RulesBenchmark
{
    private const int Workers = 2;
    private const int Trucks = 10_000;
    private const int LineSteps = 32;
    private const int Batch = 1_000;

    internal static void Run(string[] args)
    {
        int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        string seeds = args.Length > 1 ? args[1] : Path.Combine("models", "seeds");
        AlertRules rules = AlertRulesCsv.Read(File.ReadAllText(Path.Combine(seeds, "alert_rules.csv")), "alert_rules.csv");
        RouteTable routes = RoutesCsv.Read(File.ReadAllText(Path.Combine(seeds, "routes.csv")), "routes.csv");
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors; {rules.Names.Count} rules");
        Throughput(rules, routes, rounds);
        Reading(rounds);
        Latency(rules, routes, rounds);
        Memory(rules, routes);
    }

    private static void Throughput(AlertRules rules, RouteTable routes, int rounds)
    {
        var fleets = Enumerable.Range(0, Workers).Select(w => new FleetReadings(w * Trucks / Workers, Trucks / Workers)).ToArray();
        TruckTable[] tables = [.. fleets.Select(_ => new TruckTable(rules, routes))];
        var wall = new List<double>();
        var cpu = new List<double>();
        for (int round = 0; round <= rounds; round++)
        {
            long before = tables.Sum(t => t.Used);
            TimeSpan cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            long[] changes = new long[Workers];
            InParallel(w => changes[w] = Drive(tables[w], fleets[w], round));
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double cores = (Process.GetCurrentProcess().TotalProcessorTime - cpuBefore).TotalSeconds;
            double readings = tables.Sum(t => t.Used) - before;
            if (round > 0)
            {
                wall.Add(readings / seconds / 1e6);
                cpu.Add(Workers * readings / cores / 1e6);
                Print($"  round {round}: {readings / 1e6:F2} M readings, {changes.Sum()} changes of alerts, {wall[^1]:F2} M readings/s, {cpu[^1]:F2} M/s by processor time");
            }
        }

        Print($"all rules, {Trucks} trucks, {Workers} workers: {Middle(wall):F2} M readings/s, {Middle(cpu):F2} M/s by processor time of 2 cores (target 1)");
    }

    /// <summary>A repetition of all readings of a fleet.</summary>
    private static long Drive(TruckTable table, FleetReadings fleet, int round)
    {
        var changes = new List<AlertChange>();
        long said = 0;
        int pending = 0;
        for (int step = 0; step < FleetReadings.Steps; step++)
        {
            for (int truck = 0; truck < fleet.Trucks; truck++)
            {
                if (fleet.TryGet(round, step, truck, out TelemetryReading reading))
                {
                    table.Accept(reading, reading.At.AddSeconds(1));
                    pending++;
                }

                if (fleet.TryGetDelayed(round, step, truck, out TelemetryReading late))
                {
                    table.Accept(late, late.At.AddSeconds(1 + (FleetReadings.Delay * FleetReadings.IntervalSeconds)));
                    pending++;
                }

                if (pending >= Batch)
                {
                    table.Advance(table.Clock);
                    table.TakeChanges(changes);
                    said += changes.Count;
                    changes.Clear();
                    pending = 0;
                }
            }
        }

        return said;
    }

    private static void Reading(int rounds)
    {
        var fleet = new FleetReadings(0, 2_000);
        byte[][] lines = [.. Lines(fleet)];
        long bytes = lines.Sum(l => (long)l.Length);
        var reader = new TelemetryJsonReader();
        Instant received = Instant.FromSeconds(1_800_000_000);
        var ours = new List<double>();
        var peers = new List<double>();
        for (int round = 0; round <= rounds; round++)
        {
            double own = ProcessorSeconds(() =>
            {
                foreach (byte[] line in lines)
                {
                    if (reader.Read(line, received, out _) != TelemetryRefusal.None)
                    {
                        throw new InvalidOperationException("a reading was refused");
                    }
                }
            });
            double peer = ProcessorSeconds(() =>
            {
                foreach (byte[] line in lines)
                {
                    var json = new Utf8JsonReader(line);
                    while (json.Read())
                    {
                    }
                }
            });
            if (round > 0)
            {
                ours.Add(lines.Length / own / 1e6);
                peers.Add(lines.Length / peer / 1e6);
            }
        }

        Print($"JSON, one core, by processor time: {Middle(ours):F2} M readings/s of {bytes / lines.Length} bytes (target 1.5);"
            + $" Utf8JsonReader that only walks over the tokens {Middle(peers):F2} M/s");
    }

    private static double ProcessorSeconds(Action work)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        for (int repeat = 0; repeat < 5; repeat++)
        {
            work();
        }

        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds / 5;
    }

    private static void Latency(AlertRules rules, RouteTable routes, int rounds)
    {
        const int PerSecond = 100_000;
        var all = new List<double>();
        var still = new List<double>();
        byte[][][] lines = [.. Enumerable.Range(0, Workers).Select(w => Lines(new FleetReadings(w * Trucks / Workers, Trucks / Workers)).ToArray())];
        TruckTable[] tables = [.. lines.Select(_ => new TruckTable(rules, routes))];
        for (int round = 0; round <= rounds; round++)
        {
            var alerts = new List<double>[Workers];
            var readings = new List<double>[Workers];
            GC.Collect();
            long start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 20);
            InParallel(w => (alerts[w], readings[w]) = Pace(tables[w], lines[w], round, start, PerSecond / Workers));
            var idle = new List<double>[Workers];
            long idleStart = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 20);
            InParallel(w => idle[w] = Pace(lines[w].Length / 4, idleStart, PerSecond / Workers));
            if (round > 0)
            {
                double[] sorted = [.. alerts.SelectMany(a => a).Order()];
                double[] each = [.. readings.SelectMany(a => a).Order()];
                all.Add(At(sorted, 0.99));
                still.Add(At([.. idle.SelectMany(a => a).Order()], 0.99));
                Print($"  round {round}: {sorted.Length} changes of alerts, median {At(sorted, 0.5):F3} ms, p99 {At(sorted, 0.99):F3} ms, greatest {sorted[^1]:F3} ms;"
                    + $" all readings p50 {At(each, 0.5):F3} ms, p99 {At(each, 0.99):F3} ms; the machine itself p99 {still[^1]:F3} ms");
            }
        }

        Print($"JSON to alert at {PerSecond} readings/s: p99 {Middle(all):F3} ms (target 1); the same pace with nothing to do {Middle(still):F3} ms");
    }

    /// <summary>Hands readings over when they are due and never waits for the table: a stall counts for all that were due meanwhile.</summary>
    private static (List<double> Alerts, List<double> Readings) Pace(TruckTable table, byte[][] lines, int round, long start, int perSecond)
    {
        var reader = new TelemetryJsonReader();
        var alerts = new List<double>();
        var readings = new List<double>(lines.Length);
        var changes = new List<AlertChange>();
        double ticksEach = Stopwatch.Frequency / (double)perSecond;
        double toMilliseconds = 1000.0 / Stopwatch.Frequency;
        for (int i = 0; i < lines.Length; i++)
        {
            MoveOn(lines[i], round);
            long due = start + (long)(i * ticksEach);
            while (Stopwatch.GetTimestamp() < due)
            {
                Thread.SpinWait(8);
            }

            reader.Read(lines[i], Instant.FromSeconds(1_900_000_000), out TelemetryReading reading);
            table.Accept(reading, reading.At.AddSeconds(1));
            table.Settle();
            double latency = (Stopwatch.GetTimestamp() - due) * toMilliseconds;
            readings.Add(latency);
            if (table.Changes.Count > 0)
            {
                alerts.AddRange(Enumerable.Repeat(latency, table.Changes.Count));
                table.TakeChanges(changes);
                changes.Clear();
            }
        }

        return (alerts, readings);
    }

    /// <summary>The same pace with nothing to do: how late this machine is by itself.</summary>
    private static List<double> Pace(int readings, long start, int perSecond)
    {
        var late = new List<double>(readings);
        double ticksEach = Stopwatch.Frequency / (double)perSecond;
        for (int i = 0; i < readings; i++)
        {
            long due = start + (long)(i * ticksEach);
            while (Stopwatch.GetTimestamp() < due)
            {
                Thread.SpinWait(8);
            }

            late.Add((Stopwatch.GetTimestamp() - due) * 1000.0 / Stopwatch.Frequency);
        }

        return late;
    }

    /// <summary>Writes the time of a repetition over that of the one before.</summary>
    private static void MoveOn(byte[] line, int round)
    {
        if (round == 0)
        {
            return;
        }

        Span<byte> time = line.AsSpan(line.AsSpan().IndexOf("\"timestamp\":"u8) + 12, 10);
        long seconds = long.Parse(time, CultureInfo.InvariantCulture) + (LineSteps * FleetReadings.IntervalSeconds);
        seconds.TryFormat(time, out _, default, CultureInfo.InvariantCulture);
    }

    private static void Memory(AlertRules rules, RouteTable routes)
    {
        const int Many = 100_000;
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        TruckTable table = Full(rules, routes, Many);
        long used = GC.GetTotalMemory(forceFullCollection: true) - before;
        using var process = Process.GetCurrentProcess();
        long start = Stopwatch.GetTimestamp();
        using var stream = new CountingStream();
        table.Save(stream);
        Print($"{table.Count} trucks after an hour of readings every {FleetReadings.IntervalSeconds} s: {used / 1e6:F0} MB ({used / Many} bytes each, target 500 MB); "
            + $"snapshot {stream.Length / 1e6:F0} MB in {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s");
        GC.KeepAlive(table);
    }

    /// <summary>Apart, so that nothing of the readings themselves is alive when memory is counted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TruckTable Full(AlertRules rules, RouteTable routes, int trucks)
    {
        var table = new TruckTable(rules, routes);
        for (int part = 0; part < trucks; part += Trucks)
        {
            var fleet = new FleetReadings(part, Trucks);
            for (int round = 0; round < 2; round++)
            {
                Drive(table, fleet, round);
            }
        }

        return table;
    }

    private static IEnumerable<byte[]> Lines(FleetReadings fleet)
    {
        for (int step = 0; step < LineSteps; step++)
        {
            for (int truck = 0; truck < fleet.Trucks; truck++)
            {
                yield return FleetReadings.Line(fleet.At(step, truck));
            }
        }
    }

    private static void InParallel(Action<int> work)
    {
        Thread[] threads = [.. Enumerable.Range(0, Workers).Select(w => new Thread(() => work(w)))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
    }

    private static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static void Print(string line) => Console.WriteLine(line);
}
