using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Live;

/// <summary>The alerts of the speed layer and of SQL over bronze are the same, row for row and column for column.</summary>
public sealed class AgreementTests
{
    private const string OwnRules = """
        live:
          rules:
            - {rule: too_warm, above: 6, cargo: milk}
            - {rule: cargo_warm, field: cargo_temp, above: 5, clear: 4.5, for: 15m, severity: critical}
            - {rule: speeding, above: 70, for: 2m, truck: TRK-0001}
            - {rule: silence, for: 4m, cargo: milk}
            - {rule: silence, for: 20m, truck: TRK-0002}
            - {rule: hot_outside, field: ambient, above: 28, for: 5m}
            - {rule: damp, field: humidity, above: 95, clear: 90}
        """;

    [Fact]
    public void Live_and_sql_find_the_same_alerts_in_broken_telemetry_by_rules_of_ones_own()
    {
        using var folder = new TemporaryFolder();
        var workspace = folder.PathOf("data");
        WaybillProgram.Succeed("simulate", "--days", "2", "--scenario", "cold_chain", "--faults", "hostile", "--seed", "7", "--scale", "0.25", "--workspace", workspace);
        folder.Write("data/waybill.yaml", OwnRules);
        WaybillProgram.Succeed("run", "--select", "+gold.fct_alert", "--workspace", workspace);

        var live = AlertSets.Replayed(workspace);

        Assert.True(live.Count > 100, $"Only {live.Count} alerts: the world is too kind.");
        Assert.Contains(live.Values, a => a.StartsWith("cargo_warm", StringComparison.Ordinal) || a.StartsWith("hot_outside", StringComparison.Ordinal));
        Assert.Equal(live, AlertSets.OfLake(workspace));
    }

    [Fact]
    public void Changed_rules_reach_the_lake_with_the_next_run()
    {
        using var folder = new TemporaryFolder();
        var workspace = folder.PathOf("data");
        folder.Write("data/landing/telemetry/day.jsonl", string.Join('\n', Enumerable.Range(0, 200).Select(i =>
            $"{{\"truck_id\":\"T1\",\"temp\":{4 + (i / 40)}.5,\"fuel\":50,\"timestamp\":{1_767_225_600 + (30 * i)}}}")));
        WaybillProgram.Succeed("run", "--select", "+gold.fct_alert", "--workspace", workspace);
        var before = AlertSets.OfLake(workspace);
        folder.Write("data/waybill.yaml", "live: {rules: [{rule: too_warm, above: 5}, {rule: lukewarm, field: temp, above: 6, for: 10m}]}\n");

        WaybillProgram.Succeed("run", "--select", "+gold.fct_alert", "--workspace", workspace);

        var after = AlertSets.OfLake(workspace);
        Assert.NotEqual(before, after);
        Assert.Contains(after.Values, a => a.StartsWith("lukewarm|", StringComparison.Ordinal));
        Assert.Equal(AlertSets.Replayed(workspace), after);
    }

    [Fact]
    public void Files_with_the_four_listed_fields_agree_whatever_stands_between()
    {
        using var folder = new TemporaryFolder();
        var workspace = folder.PathOf("data");
        var start = 1_767_225_600L;
        for (var file = 0; file < 3; file++)
        {
            var lines = Enumerable.Range(file * 400, 400).SelectMany(i => FourFields(i, start));
            folder.Write($"data/landing/telemetry/part{file}.jsonl", string.Join('\n', lines) + "\n");
        }

        WaybillProgram.Succeed("run", "--select", "+gold.fct_alert", "--workspace", workspace);

        var live = AlertSets.Replayed(workspace);
        Assert.NotEmpty(live);
        Assert.Equal(live, AlertSets.OfLake(workspace));
    }

    // A reading every half minute for ten hours around the limit; with gaps, doubles, rubbish, impossible values and times.
    private static IEnumerable<string> FourFields(int i, long start)
    {
        if (i % 211 > 180)
        {
            yield break;
        }

        var temp = 6.2 + (1.4 * Math.Sin(i / 17.0));
        var line = FormattableString.Invariant($"{{\"truck_id\":\"TRK-{i % 2}\",\"temp\":{temp:0.00},\"fuel\":{60 - (i / 100.0):0.00},\"timestamp\":{start + (30 * i)}}}");
        yield return (i % 97) switch
        {
            3 => line.Replace("\"temp\":", "\"temp\":1e9,\"was\":", StringComparison.Ordinal),
            7 => line.Replace("\"temp\":", "\"temp\":null,\"was\":", StringComparison.Ordinal),
            11 => "rubbish",
            13 => line.Replace("TRK-", "", StringComparison.Ordinal).Replace("\"truck_id\":\"0\"", "\"truck_id\":\"\"", StringComparison.Ordinal),
            17 => line.Replace("\"timestamp\":1", "\"timestamp\":41", StringComparison.Ordinal),
            19 => line.Replace("\"timestamp\":1", "\"timestamp\":0.1", StringComparison.Ordinal),
            _ => line,
        };
        if (i % 50 == 0)
        {
            yield return line.Replace("\"temp\":", "\"temp\":9.99,\"was\":", StringComparison.Ordinal);
        }
    }
}
