using Waybill.Events.Values;
using Waybill.Sim.Kernel;
using Xunit;

namespace Waybill.Tests.Sim.Kernel;

/// <summary>
/// The kernel beside an answer that is known: one server, Poisson arrivals (rate λ), exponential service (rate μ). With
/// ρ = λ/μ the mean number in the system is ρ / (1 − ρ), the mean time there 1 / (μ − λ), and both hang together by
/// Little's law (Kleinrock, Queueing Systems I, 1975).
/// </summary>
public sealed class SingleServerQueueTests
{
    private const int Batches = 40;
    private const long Second = Instant.MicrosecondsPerSecond;

    /// <summary>A batch is long enough (50,000 services) to be nearly independent of its neighbours.</summary>
    private const long BatchSeconds = 50_000;

    [Theory]
    [InlineData(0.5, 1UL)]
    [InlineData(0.7, 2UL)]
    [InlineData(0.8, 3UL)]
    public void A_queue_has_the_length_and_waits_of_its_formula(double load, ulong seed)
    {
        (double Number, double Time)[] batches = Simulate(load, seed);

        AssertWithinConfidence(load / (1 - load), [.. batches.Select(batch => batch.Number)]);
        AssertWithinConfidence(1 / (1 - load), [.. batches.Select(batch => batch.Time)]);
    }

    /// <summary>Mean number in the system and mean time in it (in service times), batch by batch.</summary>
    private static (double Number, double Time)[] Simulate(double load, ulong seed)
    {
        var streams = new RandomStreams(seed);
        RandomStream arrivals = streams.Get("arrival");
        RandomStream services = streams.Get("service");
        var queue = new EventQueue<byte>();
        var waiting = new Queue<long>();
        var results = new (double, double)[Batches];
        ulong arrived = 0;
        ulong served = 0;
        long nextArrival = Gap(arrivals.At(0), 1 / load);
        long departure = long.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = batch * BatchSeconds * Second;
            long end = start + (BatchSeconds * Second);
            double area = 0;
            long last = start;
            long times = 0;
            int departed = 0;
            queue.Open(new Instant(start), new Instant(end));
            AddIfInside(nextArrival, 1);
            AddIfInside(departure, 0);
            while (queue.TryTake(out QueuedEvent<byte> next))
            {
                long now = next.Time.Microseconds;
                area += (double)waiting.Count * (now - last) / Second;
                last = now;
                if (next.Payload == 1)
                {
                    waiting.Enqueue(now);
                    nextArrival = now + Gap(arrivals.At(++arrived), 1 / load);
                    AddIfInside(nextArrival, 1);
                    if (waiting.Count == 1)
                    {
                        Serve(now);
                    }
                }
                else
                {
                    times += now - waiting.Dequeue();
                    departed++;
                    departure = long.MaxValue;
                    if (waiting.Count > 0)
                    {
                        Serve(now);
                    }
                }
            }

            area += (double)waiting.Count * (end - last) / Second;
            results[batch] = (area / BatchSeconds, (double)times / departed / Second);

            void AddIfInside(long time, byte what)
            {
                if (time < end)
                {
                    queue.Add(new Instant(time), what, what);
                }
            }

            void Serve(long now)
            {
                departure = now + Gap(services.At(served++), 1);
                AddIfInside(departure, 0);
            }
        }

        return results;
    }

    private static long Gap(ulong bits, double mean) => (long)(Exponential.Sample(bits) / (double)Exponential.One * mean * Second);

    /// <summary>The formula lies within four standard errors of the batches' mean.</summary>
    private static void AssertWithinConfidence(double expected, double[] batches)
    {
        double mean = batches.Average();
        double error = Math.Sqrt(batches.Average(x => (x - mean) * (x - mean)) / (batches.Length - 1));
        Assert.InRange(expected, mean - (4 * error), mean + (4 * error));
        Assert.InRange(mean / expected, 0.95, 1.05);
    }
}
