using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Rules;

namespace Waybill.Tests.Speed.Engine;

/// <summary>
/// What the alerts are, as plainly as it can be said: sort the readings of a segment, and for each rule loop over them and look back
/// as far as it takes. Slow, and without anything in common with the engine but the rows of rules and roads.
/// </summary>
internal sealed class ReferenceRules(AlertRules rules, IReadOnlyList<RoutePoint> points)
{
    private const int Missing = TelemetryReading.Missing;
    private const long Second = Instant.MicrosecondsPerSecond;

    /// <summary>All alerts that there ever were, by id, as they stand at a time of the clock.</summary>
    public Dictionary<string, Alert> Run(IEnumerable<(TelemetryReading Reading, Instant ReceivedAt)> arrivals, Instant clock)
    {
        var alerts = new Dictionary<string, Alert>();
        var trucks = arrivals.GroupBy(a => a.Reading.TruckId);
        foreach (var truck in trucks)
        {
            var segments = truck.GroupBy(a => SegmentOf(a.Reading)).Select(s => (Name: s.Key, Arrivals: Accepted(s))).ToList();
            var latest = segments.MaxBy(s => (s.Arrivals.Max(a => a.Reading.At), s.Name), Comparer<(Instant, string)>.Create(Compare));
            foreach (var (name, accepted) in segments)
            {
                bool isLatest = name == latest.Name;
                foreach (Alert alert in Holds(name, accepted, isLatest).Concat(Silences(name, accepted, isLatest, clock)))
                {
                    alerts.Add(alert.AlertId, alert);
                }
            }
        }

        return alerts;
    }

    private static int Compare((Instant At, string Name) left, (Instant At, string Name) right) =>
        left.At == right.At ? string.CompareOrdinal(left.Name, right.Name) : left.At.CompareTo(right.At);

    private static string SegmentOf(in TelemetryReading reading) =>
        reading.TripId ?? reading.At.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>In the order of arrival, without doubles and late ones, with receptions that never go back.</summary>
    private static List<(TelemetryReading Reading, long Received)> Accepted(IEnumerable<(TelemetryReading Reading, Instant ReceivedAt)> arrivals)
    {
        var accepted = new List<(TelemetryReading Reading, long Received)>();
        foreach (var (reading, receivedAt) in arrivals)
        {
            bool isDouble = accepted.Exists(a => a.Reading.At == reading.At);
            bool isLate = accepted.Exists(a => reading.At < a.Reading.At.AddSeconds(-600));
            if (!isDouble && !isLate)
            {
                accepted.Add((reading, Math.Max(receivedAt.Microseconds, accepted.Count == 0 ? long.MinValue : accepted[^1].Received)));
            }
        }

        return accepted;
    }

    private IEnumerable<Alert> Holds(string segment, List<(TelemetryReading Reading, long Received)> accepted, bool isLatest)
    {
        var readings = accepted.Select(a => a.Reading).OrderBy(r => r.At).ToList();
        foreach (string rule in rules.Names)
        {
            var bad = new List<(TelemetryReading Reading, int Value)>();
            Alert? open = null;
            for (int i = 0; i < readings.Count; i++)
            {
                AlertRule? row = RowOf(rule, readings[i]);
                if (row is null || row.Signal == AlertSignal.Silence)
                {
                    continue;
                }

                (bool? isBad, int value) = Verdict(row, readings, i);
                if (isBad == true)
                {
                    bad.Add((readings[i], value));
                    bool held = readings[i].At.Microseconds - bad[0].Reading.At.Microseconds >= row.HoldSeconds * Second;
                    open ??= held ? Open(row, segment, bad[0].Reading, readings[i], value, readings, i) : null;
                    open = open is null ? null : open with { BadReadings = bad.Count, PeakValue = Worst(row, bad.Select(b => b.Value)) };
                }
                else if (isBad == false)
                {
                    if (open is not null)
                    {
                        yield return open with { ClosedAt = readings[i].At, End = AlertEnd.Cleared };
                    }

                    open = null;
                    bad.Clear();
                }
            }

            if (open is not null)
            {
                yield return isLatest ? open : open with { ClosedAt = readings[^1].At, End = AlertEnd.TripEnded };
            }
        }
    }

    private IEnumerable<Alert> Silences(string segment, List<(TelemetryReading Reading, long Received)> accepted, bool isLatest, Instant clock)
    {
        for (int i = 0; i < accepted.Count; i++)
        {
            var (reading, received) = accepted[i];
            AlertRule? row = rules.Names.Select(n => RowOf(n, reading)).FirstOrDefault(r => r?.Signal == AlertSignal.Silence);
            if (row is null)
            {
                continue;
            }

            long until = received + (row.HoldSeconds * Second);
            var started = reading with { At = new Instant(received) };
            Alert alert = Open(row, segment, started, reading with { At = new Instant(until) }, Missing, [], 0);
            if (i + 1 < accepted.Count)
            {
                if (accepted[i + 1].Received > until && reading.EngineOn != false)
                {
                    yield return alert with { ClosedAt = new Instant(accepted[i + 1].Received), End = AlertEnd.Cleared };
                }
            }
            else if (isLatest && clock.Microseconds > until && reading.EngineOn != false)
            {
                yield return alert;
            }
        }
    }

    private AlertRule? RowOf(string rule, TelemetryReading reading) => rules.Rows
        .Where(r => r.Rule == rule && (r.TruckId ?? reading.TruckId) == reading.TruckId && (r.Cargo is null || r.Cargo == reading.Cargo))
        .OrderByDescending(r => r.TruckId is not null).ThenByDescending(r => r.Cargo is not null).FirstOrDefault();

    private int LimitOf(AlertRule row, TelemetryReading reading) =>
        row.Signal == AlertSignal.BreachSoon ? RowOf("too_warm", reading)?.LimitMilli ?? Missing : row.LimitMilli;

    private Alert Open(
        AlertRule row, string segment, TelemetryReading first, TelemetryReading opening, int value, List<TelemetryReading> readings, int index)
    {
        string name = $"{row.Rule}|{first.TruckId}|{segment}|{first.At.Microseconds}";
        var (a, b, _) = row.Signal == AlertSignal.BreachSoon ? Trend(readings, index) : default;
        return new Alert
        {
#pragma warning disable CA5351 // The id's definition.
            AlertId = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(name)))[..16],
#pragma warning restore CA5351
            Rule = row.Rule,
            Severity = row.Severity,
            TruckId = first.TruckId,
            TripId = opening.TripId,
            Segment = segment,
            Cargo = opening.Cargo,
            StartedAt = first.At,
            OpenedAt = opening.At,
            LimitValue = LimitOf(row, opening),
            OpeningValue = value,
            BreachInSeconds = row.Signal == AlertSignal.BreachSoon ? (int)((LimitOf(row, opening) - value) * b / a) : null,
        };
    }

    private static int Worst(AlertRule row, IEnumerable<int> values)
    {
        var known = values.Where(v => v != Missing).ToList();
        bool least = AlertSignals.WordOf(row.Signal).EndsWith("_below", StringComparison.Ordinal) || row.Signal == AlertSignal.FuelDrop;
        return known.Count == 0 ? Missing : least ? known.Min() : known.Max();
    }

    /// <summary>True is bad, false is good, null says nothing; and the value that is looked at.</summary>
    private (bool? IsBad, int Value) Verdict(AlertRule row, List<TelemetryReading> all, int i)
    {
        TelemetryReading r = all[i];
        int clear = row.ClearMilli == Missing ? row.LimitMilli : row.ClearMilli;
        bool knowsSpeed = r.SpeedMilliKmh != Missing;
        return row.Signal switch
        {
            AlertSignal.TempAbove => (Above(r.TempMilli), r.TempMilli),
            AlertSignal.TempBelow => (Below(r.TempMilli), r.TempMilli),
            AlertSignal.CargoTempAbove => (Above(r.CargoTempMilli), r.CargoTempMilli),
            AlertSignal.CargoTempBelow => (Below(r.CargoTempMilli), r.CargoTempMilli),
            AlertSignal.HumidityAbove => (Above(r.HumidityMilli), r.HumidityMilli),
            AlertSignal.HumidityBelow => (Below(r.HumidityMilli), r.HumidityMilli),
            AlertSignal.AmbientAbove => (Above(r.AmbientMilli), r.AmbientMilli),
            AlertSignal.FuelBelow => (Below(r.FuelMilli), r.FuelMilli),
            AlertSignal.BatteryVBelow => (Below(r.BatteryMilli), r.BatteryMilli),
            AlertSignal.SpeedAbove => (Above(r.SpeedMilliKmh), r.SpeedMilliKmh),
            AlertSignal.BreachSoon => (Breach(LimitOf(row, r), all, i), r.TempMilli),
            AlertSignal.Stuck => (Stuck(all, i), r.TempMilli),
            AlertSignal.Dead => (r.TempMilli == Missing, Missing),
            AlertSignal.DoorMoving => (r.DoorOpen is null || !knowsSpeed ? null : r.DoorOpen.Value && r.SpeedMilliKmh > row.LimitMilli, r.SpeedMilliKmh),
            AlertSignal.Idling => (r.EngineOn is null || !knowsSpeed ? null : r.EngineOn.Value && r.SpeedMilliKmh == 0, Missing),
            AlertSignal.Harsh => (r.Harsh != HarshEvent.None ? true : r.IsFull ? false : null, Missing),
            AlertSignal.OffRoute => (OffRoute(r, row.LimitMilli / 1000, clear / 1000), Missing),
            AlertSignal.FuelDrop => (FuelDrop(all, i, row.LimitMilli), r.FuelMilli),
            _ => throw new InvalidOperationException(),
        };

        bool? Above(int value) => value == Missing ? null : value > row.LimitMilli ? true : value <= clear ? false : null;
        bool? Below(int value) => value == Missing ? null : value < row.LimitMilli ? true : value >= clear ? false : null;
    }

    private static bool? Stuck(List<TelemetryReading> all, int i)
    {
        int before = all.Take(i).Select(r => r.TempMilli).LastOrDefault(t => t != Missing, Missing);
        return all[i].TempMilli == Missing || before == Missing ? null : all[i].TempMilli == before;
    }

    private static bool? FuelDrop(List<TelemetryReading> all, int i, int limit)
    {
        if (HasMoved(all, i))
        {
            return false;
        }

        if (all[i].SpeedMilliKmh != 0 || all[i].FuelMilli == Missing)
        {
            return null;
        }

        int moved = i;
        while (moved >= 0 && !HasMoved(all, moved))
        {
            moved--;
        }

        long most = all.Skip(Math.Max(moved, 0)).Take(i - Math.Max(moved, 0) + 1)
            .Where(r => r.SpeedMilliKmh == 0 && r.FuelMilli != Missing).Max(Level);
        return most - Level(all[i]) >= 3_600L * limit ? true : null;
    }

    /// <summary>Fuel with two points an hour for the cooler.</summary>
    private static long Level(TelemetryReading r) => (3_600L * r.FuelMilli) + (2_000L * r.At.Seconds);

    private static bool HasMoved(List<TelemetryReading> all, int i)
    {
        long before = all.Take(i).Select(r => r.OdometerMetres).LastOrDefault(o => o >= 0, -1);
        return all[i].SpeedMilliKmh > 0 || (all[i].OdometerMetres >= 0 && before >= 0 && all[i].OdometerMetres != before);
    }

    private static (BigInteger A, BigInteger B, int Count) Trend(List<TelemetryReading> all, int i)
    {
        var window = all.Take(i + 1).Where(r => r.TempMilli != Missing && r.At > all[i].At.AddSeconds(-600)).ToList();
        var xs = window.Select(r => new BigInteger(r.At.Seconds)).ToList();
        var ys = window.Select(r => new BigInteger(r.TempMilli)).ToList();
        BigInteger n = window.Count;
        BigInteger sumX = Sum(xs);
        BigInteger a = (n * Sum(xs.Zip(ys, (x, y) => x * y))) - (sumX * Sum(ys));
        BigInteger b = (n * Sum(xs.Select(x => x * x))) - (sumX * sumX);
        return (a, b, window.Count);
    }

    private static BigInteger Sum(IEnumerable<BigInteger> numbers) => numbers.Aggregate(BigInteger.Zero, BigInteger.Add);

    private static bool? Breach(int limit, List<TelemetryReading> all, int i)
    {
        var (a, b, count) = Trend(all, i);
        if (all[i].TempMilli == Missing || limit == Missing || count < 6
            || all.Take(i + 1).Any(r => r.DoorOpen == true && r.At > all[i].At.AddSeconds(-600)))
        {
            return null;
        }

        int temp = all[i].TempMilli;
        return temp <= limit && a > 0 && (limit - temp) * b <= 1_800 * a ? true
            : a <= 0 || temp > limit || (limit - temp) * b > 3_600 * a ? false
            : null;
    }

    private bool? OffRoute(TelemetryReading r, int limit, int clear)
    {
        var road = points.Where(p => p.Route == r.Route).OrderBy(p => p.Point).ToList();
        if (road.Count == 0 || r.LatitudeMicro == Missing || r.LongitudeMicro == Missing)
        {
            return null;
        }

        // Squared distances as quotients.
        var distances = road.Zip(road.Skip(1), (from, to) => SquaredDistance(r, from, to)).ToList();
        return distances.All(d => d.Dividend > BigInteger.Pow(limit, 2) * d.Divisor) ? true
            : distances.Exists(d => d.Dividend < BigInteger.Pow(clear, 2) * d.Divisor) ? false
            : null;
    }

    private static (BigInteger Dividend, BigInteger Divisor) SquaredDistance(TelemetryReading r, RoutePoint from, RoutePoint to)
    {
        BigInteger x = X(r.LongitudeMicro) - X(from.LongitudeMicro);
        BigInteger y = Y(r.LatitudeMicro) - Y(from.LatitudeMicro);
        BigInteger dx = X(to.LongitudeMicro) - X(from.LongitudeMicro);
        BigInteger dy = Y(to.LatitudeMicro) - Y(from.LatitudeMicro);
        BigInteger length2 = (dx * dx) + (dy * dy);
        BigInteger dot = (x * dx) + (y * dy);
        return dot <= 0 ? ((x * x) + (y * y), 1)
            : dot >= length2 ? (((x - dx) * (x - dx)) + ((y - dy) * (y - dy)), 1)
            : ((((x * x) + (y * y)) * length2) - (dot * dot), length2);
    }

    private static BigInteger X(long longitude) => longitude * 111_195 / 1_000_000;

    private static BigInteger Y(long latitude) => latitude * 110_574 / 1_000_000;
}
