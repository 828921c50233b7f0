using System.Globalization;
using System.Text.RegularExpressions;
using Waybill.Events.ColdChain;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Values;
using Waybill.Sim.ColdChain;
using Waybill.Sim.Faults;
using Waybill.Tests.Sim.Faults;
using Xunit;

namespace Waybill.Tests.Sim.ColdChain;

public sealed partial class TelemetryFaultTests
{
    private const int Days = 5;

    private static readonly ColdChainSettings Settings =
        new() { Trucks = 10, IncidentShares = [.. Enumerable.Repeat(0.08m, IncidentKinds.Count)] };

    private static readonly Lazy<PlayedTrucks> Hostile = new(() => PlayedTrucks.Play(Days, Settings, FaultPlan.Hostile, twin: true));

    private static readonly Lazy<PlayedTrucks> Clean = new(() => PlayedTrucks.Play(Days, Settings, FaultPlan.None, twin: true));

    [Fact]
    public void Without_faults_every_reading_is_written_once_and_equals_the_twin()
    {
        Assert.Empty(Clean.Value.Ledger);
        foreach (((int feed, int window), List<string> lines) in Clean.Value.Lines)
        {
            Assert.Equal(feed == 0 ? Clean.Value.Twin[window] : lines, lines);
        }

        foreach (IGrouping<string, SeenReading> truck in Clean.Value.Readings.GroupBy(reading => reading.Truck))
        {
            long[] numbers = [.. truck.Select(reading => reading.Seq)];
            Assert.Equal(Enumerable.Range(0, numbers.Length).Select(number => (long)number), numbers);
        }
    }

    [Fact, Long]
    public void What_a_truck_sends_arrives_in_the_order_of_the_file_and_in_the_window_of_the_file()
    {
        foreach (PlayedTrucks played in (PlayedTrucks[])[Clean.Value, Hostile.Value])
        {
            foreach (IGrouping<string, SeenReading> truck in played.Readings.GroupBy(reading => reading.Truck))
            {
                Assert.All(truck.Zip(truck.Skip(1)), pair => Assert.True(pair.Second.ReceivedAt >= pair.First.ReceivedAt, pair.Second.Line));
            }

            foreach (((int feed, int window), List<string> lines) in played.Lines.Where(lines => lines.Key.Feed == 0))
            {
                Assert.All(lines.Select(SeenReading.Read).OfType<SeenReading>(), reading =>
                    Assert.Equal(window, DropWindow.At(new Instant((long)(reading.ReceivedAt * 1_000_000))).Index));
            }
        }
    }

    [Fact]
    public void Faults_change_nothing_of_what_truly_happens()
    {
        Assert.Equal(Clean.Value.Incidents, Hostile.Value.Incidents);
        Assert.Equal(
            Clean.Value.Trips.Select(trip => trip with { ReadingsWritten = 0 }), Hostile.Value.Trips.Select(trip => trip with { ReadingsWritten = 0 }));
        Assert.Equal(Clean.Value.Twin.Values.Sum(lines => lines.Count), Hostile.Value.Twin.Values.Sum(lines => lines.Count));
        Assert.All(Clean.Value.Twin, window => Assert.Equal(window.Value, Hostile.Value.Twin[window.Key]));
        Assert.All(Clean.Value.Lines.Where(lines => lines.Key.Feed > 0), lines => Assert.Equal(lines.Value, Hostile.Value.Lines[lines.Key]));
    }

    [Fact]
    public void Every_kind_of_fault_strikes()
    {
        Assert.Equal(
            FaultScope.Rows(FeedCatalogue.Telemetry).Select(FaultKinds.Name).Order(StringComparer.Ordinal),
            Hostile.Value.Ledger.Select(line => line.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Hostile.Value.Ledger, line => Assert.Equal("telemetry", line.Feed));
    }

    [Fact, Long]
    public void The_ledger_explains_every_difference_between_the_feed_and_the_twin()
    {
        ILookup<string, LedgerLine> ledger = Hostile.Value.Ledger.ToLookup(line => line.Key);
        Dictionary<int, List<string>> expected = [];
        foreach ((int window, List<string> lines) in Hostile.Value.Twin)
        {
            foreach (string line in lines)
            {
                SeenReading reading = SeenReading.Read(line) ?? throw new InvalidOperationException(line);
                LedgerLine? fault = ledger[$"{reading.Truck}|{reading.Seconds}"].SingleOrDefault();
                foreach ((string written, int arrival) in Written(line, fault, window))
                {
                    (expected.TryGetValue(arrival, out List<string>? list) ? list : expected[arrival] = []).Add(written);
                }
            }
        }

        foreach (int window in Hostile.Value.Twin.Keys)
        {
            Assert.Equal(
                expected[window].Order(StringComparer.Ordinal),
                Hostile.Value.Lines[(0, window)].Select(WithoutReception).Order(StringComparer.Ordinal));
        }
    }

    [Theory, Long]
    [InlineData(false)]
    [InlineData(true)]
    public void Breaches_are_what_anybody_can_find_in_what_was_written(bool hostile)
    {
        PlayedTrucks played = hostile ? Hostile.Value : Clean.Value;
        HashSet<string> over = [.. played.Trips.Select(trip => trip.TripId)];
        List<BreachRow> found = [];
        foreach (IGrouping<string?, SeenReading> trip in played.Readings.Where(reading => reading.Trip is not null).GroupBy(reading => reading.Trip))
        {
            if (trip.Key is { } id && over.Contains(id))
            {
                found.AddRange(Breaches(id, [.. trip]));
            }
        }

        Assert.True(found.Count > 10, $"{found.Count} breaches");
        Assert.Equal(
            found.OrderBy(breach => breach.TripId, StringComparer.Ordinal).ThenBy(breach => breach.StartedAt),
            played.Breaches.OrderBy(breach => breach.TripId, StringComparer.Ordinal).ThenBy(breach => breach.StartedAt));
    }

    [Fact]
    public void A_trip_counts_the_readings_that_can_be_read()
    {
        foreach (TripTruthRow trip in Hostile.Value.Trips)
        {
            int lost = Hostile.Value.Ledger.Count(line => line.Kind == "broken_row" && line.TrueValue.Contains(trip.TripId, StringComparison.Ordinal));
            Assert.Equal(trip.ReadingsMade - lost, trip.ReadingsWritten);
        }
    }

    /// <summary>Where a reading of the twin must stand, and how, without the time of its reception.</summary>
    private static IEnumerable<(string Line, int Window)> Written(string line, LedgerLine? fault, int own)
    {
        string plain = WithoutReception(line);
        int arrival = fault is null
            ? own
            : DropWindow.At(Instant.FromDateTime(DateTime.ParseExact(fault.ArrivalTime, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))).Index - 1;
        switch (fault?.Kind)
        {
            case null:
                return [(plain, own)];
            case "late" or "out_of_order":
                return [(plain, arrival)];
            case "duplicate_row":
                return [(plain, own), (plain, arrival)];
            case "broken_row":
                return [(WithoutReception(fault.WrittenValue), own)];
            default:
                Assert.NotEqual(fault.TrueValue, fault.WrittenValue);
                string before = $"\"{fault.Field}\":{fault.TrueValue},";
                Assert.Contains(before, plain, StringComparison.Ordinal);
                string after = $"\"{fault.Field}\":{(fault.WrittenValue.Length == 0 ? "null" : fault.WrittenValue)},";
                return [(plain.Replace(before, after, StringComparison.Ordinal), own)];
        }
    }

    private static string WithoutReception(string line) => Reception().Replace(line, "");

    /// <summary>The rule in its plainest form, over the readings of a trip in the order of arrival.</summary>
    private static IEnumerable<BreachRow> Breaches(string trip, List<SeenReading> arrived)
    {
        double limit = arrived[0].Cargo switch { "milk" => 7, "flowers" => 5, _ => 8 };
        List<SeenReading> counted = [];
        for (int i = 0; i < arrived.Count; i++)
        {
            long newest = i == 0 ? 0 : arrived.Take(i).Max(reading => reading.Seconds);
            if (arrived[i].Seconds >= newest - 600 && !counted.Exists(reading => reading.Seconds == arrived[i].Seconds))
            {
                counted.Add(arrived[i]);
            }
        }

        BreachRow? run = null;
        foreach (SeenReading reading in counted.OrderBy(reading => reading.Seconds))
        {
            if (reading.Temp is not (>= -60 and <= 90))
            {
                continue;
            }

            double temp = reading.Temp ?? 0;
            int milli = (int)Math.Round(temp * 1_000);
            if (temp > limit)
            {
                BreachRow before = run ?? new BreachRow(trip, reading.Truck, Instant.FromSeconds(reading.Seconds), null, milli, 0);
                run = before with { PeakMilli = Math.Max(before.PeakMilli, milli), Readings = before.Readings + 1 };
            }
            else if (run is { } warm && temp <= limit - 0.5)
            {
                yield return warm with { EndedAt = Instant.FromSeconds(reading.Seconds) };
                run = null;
            }
        }

        if (run is { } last)
        {
            yield return last;
        }
    }

    [GeneratedRegex(@",""received_at"":[0-9.]*}?$")]
    private static partial Regex Reception();
}
