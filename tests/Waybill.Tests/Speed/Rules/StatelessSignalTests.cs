using Waybill.Events.Telemetry;
using Waybill.Speed.Rules;
using Xunit;

namespace Waybill.Tests.Speed.Rules;

public sealed class StatelessSignalTests
{
    [Theory]
    [InlineData(true, 5_001, "Bad")]
    [InlineData(true, 5_000, "Good")]
    [InlineData(false, 60_000, "Good")]
    [InlineData(null, 60_000, "Neutral")]
    [InlineData(true, Reading.Missing, "Neutral")]
    [InlineData(false, Reading.Missing, "Neutral")]
    public void A_door_must_not_be_open_while_the_truck_moves(bool? open, int speed, string verdict) =>
        Assert.Equal(verdict, DoorMovingSignal.Read(Sample(Reading.At(0) with { DoorOpen = open, SpeedMilliKmh = speed }), 5_000).ToString());

    [Theory]
    [InlineData(true, 0, "Bad")]
    [InlineData(true, 1, "Good")]
    [InlineData(false, 0, "Good")]
    [InlineData(null, 0, "Neutral")]
    [InlineData(true, Reading.Missing, "Neutral")]
    public void An_engine_that_runs_while_the_truck_stands_is_idling(bool? on, int speed, string verdict) =>
        Assert.Equal(verdict, IdlingSignal.Read(Sample(Reading.At(0) with { EngineOn = on, SpeedMilliKmh = speed })).ToString());

    [Theory]
    [InlineData(HarshEvent.Braking, true, "Bad")]
    [InlineData(HarshEvent.Cornering, false, "Bad")]
    [InlineData(HarshEvent.None, true, "Good")]
    [InlineData(HarshEvent.None, false, "Neutral")]
    public void A_sender_of_four_fields_cannot_say_that_nothing_harsh_happened(HarshEvent harsh, bool full, string verdict) =>
        Assert.Equal(verdict, HarshSignal.Read(Sample(Reading.At(0) with { Harsh = harsh, IsFull = full })).ToString());

    [Theory]
    [InlineData(Reading.Missing, "Bad")]
    [InlineData(0, "Good")]
    public void A_sensor_without_a_value_is_dead(int temp, string verdict) => Assert.Equal(verdict, DeadSignal.Read(temp).ToString());

    [Fact]
    public void A_sample_keeps_what_rules_ask()
    {
        Sample sample = Sample(Reading.At(1.5, 4_000) with { FuelMilli = 5, EngineOn = false, DoorOpen = false, LatitudeMicro = -1, LongitudeMicro = 2 }, GreatestContext);

        Assert.Equal((4_000, 5, -1, 2, GreatestContext), (sample.Temp, sample.Fuel, sample.Latitude, sample.Longitude, sample.Context));
        Assert.True(sample is { EngineIsOff: true, EngineIsOn: false, DoorIsShut: true, DoorIsOpen: false, IsHarsh: false, IsFull: false });
    }

    private const int GreatestContext = Waybill.Speed.Rules.Sample.MaxContext;

    private static Sample Sample(TelemetryReading reading, int context = 0) => new(reading, context);
}
