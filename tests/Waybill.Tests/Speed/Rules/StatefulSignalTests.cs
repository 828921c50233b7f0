using Waybill.Speed.Rules;
using Xunit;

namespace Waybill.Tests.Speed.Rules;

public sealed class StatefulSignalTests
{
    private const int Missing = Reading.Missing;

    [Fact]
    public void A_stuck_sensor_says_again_what_it_said_before_even_over_readings_without_a_value()
    {
        var signal = default(StuckSignal);

        var verdicts = new[] { Missing, 5_000, 5_000, Missing, 5_000, 5_001, Missing, 5_001 }.Select(t => signal.Next(t)).ToArray();

        Assert.Equal(
            [Verdict.Neutral, Verdict.Neutral, Verdict.Bad, Verdict.Neutral, Verdict.Bad, Verdict.Good, Verdict.Neutral, Verdict.Bad], verdicts);
    }

    [Fact]
    public void Fuel_that_goes_while_the_truck_stands_is_stolen_from_the_limit_on()
    {
        var signal = default(FuelDropSignal);

        Assert.Equal(Verdict.Neutral, Next(ref signal, 0, 60_000));
        Assert.Equal(Verdict.Neutral, Next(ref signal, 0, 50_001));
        Assert.Equal(Verdict.Bad, Next(ref signal, 0, 50_000));
        Assert.Equal(Verdict.Neutral, Next(ref signal, 0, Missing));
        Assert.Equal(Verdict.Good, Next(ref signal, 1, 50_000));
    }

    [Fact]
    public void Fuel_that_went_while_the_truck_drove_is_burnt()
    {
        var signal = default(FuelDropSignal);
        Next(ref signal, 0, 60_000);
        Next(ref signal, 80_000, 45_000);

        Assert.Equal(Verdict.Neutral, Next(ref signal, 0, 30_000));
    }

    [Fact]
    public void Readings_without_a_speed_belong_to_the_stop_but_tell_nothing_of_its_fuel()
    {
        var signal = default(FuelDropSignal);
        Next(ref signal, 0, 60_000);

        Assert.Equal(Verdict.Neutral, Next(ref signal, Missing, 90_000));
        Assert.Equal(Verdict.Bad, Next(ref signal, 0, 50_000));
        Assert.Equal(Verdict.Neutral, Next(ref signal, 0, 50_001));
    }

    [Fact]
    public void A_cooler_may_burn_two_points_an_hour_while_the_truck_stands()
    {
        var signal = default(FuelDropSignal);
        Next(ref signal, 0, 60_000);

        Assert.Equal(Verdict.Neutral, Next(ref signal, 0, 40_001, hours: 5));
        Assert.Equal(Verdict.Bad, Next(ref signal, 0, 40_000, hours: 5));
    }

    [Fact]
    public void A_truck_whose_odometer_went_on_unseen_has_driven()
    {
        var signal = default(FuelDropSignal);
        Next(ref signal, 0, 60_000, odometer: 1_000);

        Assert.Equal(Verdict.Neutral, Next(ref signal, 0, 55_000, odometer: 1_000));
        Assert.Equal(Verdict.Good, Next(ref signal, 0, 30_000, odometer: 9_000));
        Assert.Equal(Verdict.Neutral, Next(ref signal, 0, 29_000));
        Assert.Equal(Verdict.Bad, Next(ref signal, 0, 20_000, odometer: 9_000));
    }

    [Theory]
    [InlineData(100, 1_000, "Bad", 10)]
    [InlineData(1, 1_800, "Bad", 1_800)]
    [InlineData(1, 1_801, "Neutral", null)]
    [InlineData(1, 3_600, "Neutral", null)]
    [InlineData(1, 3_601, "Good", null)]
    [InlineData(0, 100, "Good", null)]
    [InlineData(-1, 100, "Good", null)]
    [InlineData(100, -1, "Good", null)]
    public void A_breach_is_foreseen_from_the_slope_of_the_last_ten_minutes(int milliPerSecond, int below, string verdict, int? seconds)
    {
        const int Limit = 7_000;
        var trend = Trend(6, milliPerSecond, Limit - below);

        Assert.Equal(verdict, BreachSignal.Read(trend, Limit - below, Limit).ToString());
        if (seconds is not null)
        {
            Assert.Equal(seconds, BreachSignal.SecondsToLimit(trend, Limit - below, Limit));
        }
    }

    [Fact]
    public void Nothing_is_foreseen_from_five_readings_or_with_an_open_door_or_without_a_limit()
    {
        Assert.Equal(Verdict.Neutral, BreachSignal.Read(Trend(5, 100, 6_000), 6_000, 7_000));
        Assert.Equal(Verdict.Neutral, BreachSignal.Read(Trend(6, 100, 6_000) with { OpenDoors = 1 }, 6_000, 7_000));
        Assert.Equal(Verdict.Neutral, BreachSignal.Read(Trend(6, 100, 6_000), 6_000, Missing));
        Assert.Equal(Verdict.Neutral, BreachSignal.Read(Trend(6, 100, 6_000), Missing, 7_000));
    }

    [Fact]
    public void A_truck_that_reports_a_thousand_times_a_second_does_not_leave_the_numbers()
    {
        var trend = default(TemperatureTrend);
        for (int second = 1; second < 600; second++)
        {
            trend.MoveTo(second);
            for (int i = 0; i < 1_000; i++)
            {
                trend.Add(60_000 + second);
            }
        }

        (Int128 a, Int128 b) = trend.Slope();
        Assert.Equal(b, a);
    }

    private static TemperatureTrend Trend(int readings, int milliPerSecond, int last)
    {
        var trend = default(TemperatureTrend);
        for (int i = 1; i <= readings; i++)
        {
            trend.MoveTo(1_700_000_000 + (i * 30));
            trend.Add(last - ((readings - i) * 30 * milliPerSecond));
        }

        return trend;
    }

    private static Verdict Next(ref FuelDropSignal signal, int speed, int fuel, long hours = 0, long odometer = -1)
    {
        var sample = new Sample(Reading.At(0) with { SpeedMilliKmh = speed, FuelMilli = fuel, OdometerMetres = odometer }, context: 0);
        signal.Next(sample, hours * 3_600);
        return signal.Read(sample, hours * 3_600, 10_000);
    }
}
