using System.Text;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Engine;
using Xunit;

namespace Waybill.Tests.Speed.Engine;

public sealed class AllocationTests
{
    [Fact]
    public void Readings_that_bring_no_alert_allocate_nothing_once_their_truck_is_known()
    {
        var table = new TruckTable(Seeds.Rules, Seeds.Routes);
        Drive(table, 0, 200);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Drive(table, 200, 2_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(table.Changes);
    }

    [Fact]
    public void Reading_of_known_trucks_allocates_nothing()
    {
        var reader = new TelemetryJsonReader();
        byte[] json = """{"truck_id":"T","temp":4.25,"fuel":70.1,"timestamp":1767398400,"trip_id":"TRP-1","cargo":"milk"}"""u8.ToArray();
        byte[] reordered = Encoding.UTF8.GetBytes("""{"timestamp":1767398400,"truck_id":"T","temp":4.25}""");
        Read(reader, json, reordered);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(reader, json, reordered);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Read(TelemetryJsonReader reader, byte[] json, byte[] reordered)
    {
        for (int i = 0; i < 100; i++)
        {
            reader.Read(json, Instant.FromSeconds(1_767_398_400), out _);
            reader.Read(reordered, Instant.FromSeconds(1_767_398_400), out _);
        }
    }

    /// <summary>A truck that drives well, its readings now and then out of order.</summary>
    private static void Drive(TruckTable table, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            int step = i % 10 == 5 ? i + 1 : i % 10 == 6 ? i - 1 : i;
            TelemetryReading reading = Reading.At(step * 30, 4_000 + (step % 7 * 10)) with
            {
                Cargo = "milk",
                Route = "naivasha-mombasa",
                LatitudeMicro = -1_286_400,
                LongitudeMicro = 36_817_200,
                SpeedMilliKmh = 60_000,
                EngineOn = true,
                DoorOpen = false,
                IsFull = true,
            };
            table.Accept(reading, reading.At);
            table.Settle();
        }
    }
}
