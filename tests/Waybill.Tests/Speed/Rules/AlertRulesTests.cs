using Waybill.Events;
using Waybill.Speed.Rules;
using Xunit;

namespace Waybill.Tests.Speed.Rules;

public sealed class AlertRulesTests
{
    private const string Header = "rule,signal,limit_value,clear_value,hold_s,severity,cargo,truck_id\n";

    [Theory]
    [InlineData("TRK-1", null, 7_000)]
    [InlineData("TRK-1", "honey", 7_000)]
    [InlineData("TRK-1", "milk", 6_000)]
    [InlineData("TRK-2", "milk", 5_000)]
    [InlineData("TRK-2", "honey", 5_000)]
    [InlineData("TRK-2", "flowers", 4_000)]
    public void The_most_specific_row_holds(string truck, string? cargo, int limit)
    {
        AlertRules rules = Read("""
            warm,temp_above,4,,0,warning,flowers,TRK-2
            warm,temp_above,7,,0,warning,,
            warm,temp_above,5,,0,warning,,TRK-2
            warm,temp_above,6,,0,warning,milk,
            """);

        Assert.Equal(limit, rules.Find("warm", truck, cargo)!.LimitMilli);
        Assert.Null(rules.Find("cold", truck, cargo));
    }

    [Fact]
    public void Rows_of_the_user_replace_those_for_the_same_cargo_and_truck_and_join_the_others()
    {
        AlertRules rules = Read("warm,temp_above,7,,0,warning,,\nwarm,temp_above,6,,0,warning,milk,").With(
            [Row("warm", 8_000), Row("warm", 9_000) with { TruckId = "TRK-1" }], "waybill.yaml");

        Assert.Equal(8_000, rules.Find("warm", "TRK-2", null)!.LimitMilli);
        Assert.Equal(6_000, rules.Find("warm", "TRK-2", "milk")!.LimitMilli);
        Assert.Equal(9_000, rules.Find("warm", "TRK-1", "milk")!.LimitMilli);
    }

    [Fact]
    public void The_rules_of_the_repository_are_those_of_the_cold_chain()
    {
        Assert.Equal(
            ["too_warm", "too_cold", "excursion", "freeze", "breach_soon", "stuck_sensor", "dead_sensor", "door_open_moving", "speeding", "idling", "harsh_driving", "off_route", "fuel_theft", "silence"],
            Seeds.Rules.Names);
        Assert.Equal(5_000, Seeds.Rules.Find("excursion", "TRK-1", "flowers")!.LimitMilli);
        Assert.Null(Seeds.Rules.Find("too_cold", "TRK-1", "milk"));
    }

    [Theory]
    [InlineData("Warm,temp_above,7,,0,warning,,", "'Warm'")]
    [InlineData("warm,temp_over,7,,0,warning,,", "signal 'temp_over'")]
    [InlineData("warm,temp_above,,,0,warning,,", "'warm' with the signal temp_above but without a limit")]
    [InlineData("warm,temp_above,7.0001,,0,warning,,", "limit_value '7.0001'")]
    [InlineData("warm,temp_above,hot,,0,warning,,", "limit_value 'hot'")]
    [InlineData("warm,temp_above,1000000,,0,warning,,", "limit 1000000")]
    [InlineData("warm,temp_above,7,7.5,0,warning,,", "clear value 7.5")]
    [InlineData("cold,temp_below,2,1.5,0,warning,,", "clear value 1.5")]
    [InlineData("warm,temp_above,7,,-1,warning,,", "hold_s '-1'")]
    [InlineData("warm,temp_above,7,,0,loud,,", "severity 'loud'")]
    [InlineData("soon,breach_soon,7,,0,warning,,", "limit 7")]
    [InlineData("idle,idling,,1,0,warning,,", "clear value 1")]
    [InlineData("off,off_route,0,,0,warning,,", "limit 0")]
    [InlineData("off,off_route,1.5,,0,warning,,", "limit 1.5")]
    [InlineData("quiet,silence,,,0,warning,,", "holds 0 s")]
    [InlineData("warm,temp_above,7,,0,warning", "6 cells under 8 columns")]
    [InlineData("warm,temp_above,7,,0,warning,,\nwarm,temp_above,8,,0,warning,,", "stands twice")]
    [InlineData("warm,temp_above,7,,0,warning,,\nwarm,temp_below,2,,0,warning,milk,", "temp_above and temp_below")]
    [InlineData("quiet,silence,,,60,warning,,\nquieter,silence,,,600,warning,,", "quiet and quieter")]
    public void Rows_that_make_no_sense_are_refused_with_what_they_say(string rows, string says)
    {
        var error = Assert.Throws<WaybillException>(() => Read(rows));

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("rules.csv", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Advice);
    }

    [Fact]
    public void A_file_without_a_column_is_refused() =>
        Assert.Contains("'hold_s'", Assert.Throws<WaybillException>(() => AlertRulesCsv.Read("rule,signal,limit_value,clear_value\n", "rules.csv")).Message, StringComparison.Ordinal);

    [Fact]
    public void More_rules_than_bits_are_refused() =>
        Assert.Contains("65 rules", Assert.Throws<WaybillException>(() => new AlertRules(Enumerable.Range(0, 65).Select(i => Row($"r{i}", 1)), "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_signal_has_a_word()
    {
        Assert.All(Enum.GetValues<AlertSignal>(), s => Assert.Equal(s, AlertSignals.Find(AlertSignals.WordOf(s))));
    }

    [Fact]
    public void A_road_needs_two_points_with_numbers_of_their_own()
    {
        const string Columns = "route,point,name,lat,lon,limit_kmh\n";

        Assert.Throws<WaybillException>(() => RoutesCsv.Read(Columns + "a,1,x,0,36,80\n", "routes.csv"));
        Assert.Throws<WaybillException>(() => RoutesCsv.Read(Columns + "a,1,x,0,36,80\na,1,y,1,36,80\n", "routes.csv"));
        Assert.Throws<WaybillException>(() => RoutesCsv.Read(Columns + "a,1,x,0,360,80\na,2,y,1,36,80\n", "routes.csv"));
        Assert.NotNull(RoutesCsv.Read(Columns + "a,2,x,0,36,80\na,1,\"y, z\",1,36,80\n", "routes.csv").Find("a"));
    }

    private static AlertRule Row(string rule, int limit) => new() { Rule = rule, Signal = AlertSignal.TempAbove, LimitMilli = limit };

    private static AlertRules Read(string rows) => AlertRulesCsv.Read(Header + rows + "\n", "rules.csv");
}
