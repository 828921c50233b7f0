using System.Globalization;
using Waybill.Events.Live;
using Xunit;

namespace Waybill.Tests.Speed.Runtime;

/// <summary>
/// Whatever happens to workers and services, the alerts are those of a day without trouble. WAYBILL_FAULT_SEEDS=first-last chooses the
/// schedules; a failure names its seed.
/// </summary>
public sealed class FaultScheduleTests
{
    private const string Variable = "WAYBILL_FAULT_SEEDS";

    [Fact, Long]
    public void No_schedule_of_faults_loses_or_doubles_anything()
    {
        (int first, int last) = Range(Environment.GetEnvironmentVariable(Variable) ?? "0-999");
        int crashes = 0;

        for (int seed = first; seed <= last; seed++)
        {
            var schedule = new FaultSchedule(seed);
            schedule.Run();
            crashes += schedule.Crashes;
            if (Complaint(schedule) is { } complaint)
            {
                Assert.Fail($"{complaint} Seed {seed}: {Variable}={seed}-{seed}");
            }
        }

        Assert.True(last == first || crashes > last - first, $"Only {crashes} crashes: the schedules are too kind.");
    }

    private static string? Complaint(FaultSchedule schedule)
    {
        SimulatedServices services = schedule.Services;
        Dictionary<string, Alert> expected = schedule.Undisturbed();
        var log = new Dictionary<string, Alert>();
        SimulatedServices.Fold(log, services.Log);
        List<long> refused = [.. schedule.Topic.Messages.Select(m => m.Message.Offset).Where(o => !schedule.Topic.IsReading(o))];
        return Difference("sink", services.Sink, expected)
            ?? Difference("log", log, expected)
            ?? (services.Archive.Count == schedule.Topic.Messages.Count ? null
                : $"The archive has {services.Archive.Count} of {schedule.Topic.Messages.Count} messages.")
            ?? services.Archive.Values.Where(m => !m.Payload.Span.SequenceEqual(schedule.Topic.Messages[(int)m.Offset].Message.Payload.Span))
                .Select(m => $"The archive has other bytes at offset {m.Offset}.").FirstOrDefault()
            ?? (services.Letters.Select(l => l.Message.Offset).Distinct().Order().SequenceEqual(refused) ? null
                : "The dead letters are not the messages that are no readings.")
            ?? schedule.Topic.Latest().Where(t => services.Trucks.GetValueOrDefault(t.Key).Latest != t.Value)
                .Select(t => $"The sink knows an old state of {t.Key}.").FirstOrDefault();
    }

    private static string? Difference(string where, IReadOnlyDictionary<string, Alert> found, Dictionary<string, Alert> expected)
    {
        string? missing = expected.Where(e => !found.ContainsKey(e.Key)).Select(e => $"The {where} misses {e.Value}.").FirstOrDefault();
        string? extra = found.Where(f => !expected.ContainsKey(f.Key)).Select(f => $"The {where} has one too many: {f.Value}.").FirstOrDefault();
        string? other = found.Where(f => expected.TryGetValue(f.Key, out Alert? e) && e != f.Value)
            .Select(f => $"The {where} has {f.Value} instead of {expected[f.Key]}.").FirstOrDefault();
        return missing ?? extra ?? other;
    }

    private static (int First, int Last) Range(string text)
    {
        int[] numbers = [.. text.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return (numbers[0], numbers[^1]);
    }
}
