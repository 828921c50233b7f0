using System.Buffers.Binary;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Tests.Speed.Runtime;

/// <summary>
/// A partition of a topic that a few trucks wrote to: out of order, with doubles, gaps and messages that are no readings. A message can be
/// fetched some time after the broker got it.
/// </summary>
internal sealed class SimulatedTopic
{
    private const int Missing = TelemetryReading.Missing;
    private const string Topic = "truck_telemetry";
    private static readonly string?[] Cargos = [null, "milk", "flowers", "vaccines"];

    private readonly List<TelemetryReading?> _readings = [];

    public SimulatedTopic(Random random)
    {
        var sent = new List<(TelemetryReading? Reading, double Arrives)>();
        int trucks = random.Next(1, 5);
        for (int truck = 0; truck < trucks; truck++)
        {
            Drive(random, $"TRK-{truck}", sent);
        }

        double clock = 0;
        foreach ((TelemetryReading? reading, double arrives) in sent.OrderBy(s => s.Arrives))
        {
            clock = Math.Max(clock + 0.001, arrives);
            byte[] payload = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(payload, _readings.Count);
            _readings.Add(reading);
            var message = new RawReading(Topic, 0, Messages.Count, Reading.At(clock).At, payload, "key"u8.ToArray());
            double transit = random.Next(50) == 0 ? random.Next(1, 60) : random.NextDouble();
            Messages.Add((message, Math.Max(clock + transit, Messages.Count == 0 ? 0 : Messages[^1].VisibleAt)));
        }
    }

    /// <summary>The messages by offset, and the second of the day at which each can be fetched.</summary>
    public List<(RawReading Message, double VisibleAt)> Messages { get; } = [];

    /// <summary>The latest reading of each truck.</summary>
    public Dictionary<string, TelemetryReading> Latest()
    {
        var latest = new Dictionary<string, TelemetryReading>();
        foreach (TelemetryReading reading in _readings.OfType<TelemetryReading>())
        {
            if (!latest.TryGetValue(reading.TruckId, out TelemetryReading known) || reading.At >= known.At)
            {
                latest[reading.TruckId] = reading;
            }
        }

        return latest;
    }

    public bool IsReading(long offset) => _readings[(int)offset] is not null;

    public TelemetryRefusal Parse(ReadOnlySpan<byte> payload, Instant receivedAt, out TelemetryReading reading)
    {
        TelemetryReading? found = _readings[BinaryPrimitives.ReadInt32LittleEndian(payload)];
        reading = found ?? default;
        return found is null ? TelemetryRefusal.TimeMissing : TelemetryRefusal.None;
    }

    private static void Drive(Random random, string truck, List<(TelemetryReading? Reading, double Arrives)> sent)
    {
        double at = random.Next(1_000);
        double temp = 5_000;
        int trip = 0;
        string? cargo = Cargos[random.Next(Cargos.Length)];
        int readings = random.Next(20, 160);
        double heldBackUntil = 0;
        for (int i = 0; i < readings; i++)
        {
            at += random.Next(60) == 0 ? random.Next(400, 2_000) : 30;
            trip += random.Next(80) == 0 ? 1 : 0;
            temp += random.Next(-600, 640);
            if (random.Next(60) == 0)
            {
                heldBackUntil = at + random.Next(1_500); // No radio: all comes at once, later.
            }

            TelemetryReading reading = Reading.At(at, random.Next(15) == 0 ? Missing : (int)temp, truck, trip % 3 == 2 ? null : $"TRP-{truck}-{trip}") with
            {
                Cargo = cargo,
                SpeedMilliKmh = random.Next(3) switch { 0 => 0, 1 => 60_000, _ => 85_000 },
                FuelMilli = 50_000 - (i * 20) - (random.Next(30) == 0 ? 12_000 : 0),
                EngineOn = random.Next(8) > 0,
                DoorOpen = random.Next(12) == 0,
                IsFull = true,
            };
            double arrives = Math.Max(at, heldBackUntil) + (random.Next(10) == 0 ? random.Next(700) : random.NextDouble() * 3);
            sent.Add((reading, arrives));
            if (random.Next(20) == 0)
            {
                sent.Add((reading with { TempMilli = reading.TempMilli == Missing ? 1 : reading.TempMilli + 5_000 }, arrives + random.Next(900)));
            }

            if (random.Next(40) == 0)
            {
                sent.Add((null, arrives));
            }
        }
    }
}
