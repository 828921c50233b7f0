using System.Numerics;
using Waybill.Sim.Kernel;
using Xunit;

namespace Waybill.Tests.Sim.Kernel;

public sealed class RandomStreamTests
{
    private const int Draws = 100_000;
    private readonly RandomStreams _streams = new(42);

    [Fact]
    public void A_number_depends_on_seed_name_entity_and_counter_and_on_nothing_else()
    {
        ulong number = _streams.Get("order.product", 3).At(17);

        Assert.Equal(number, new RandomStreams(42).Get("order.product", 3).At(17));
        Assert.NotEqual(number, new RandomStreams(43).Get("order.product", 3).At(17));
        Assert.NotEqual(number, _streams.Get("order.carrier", 3).At(17));
        Assert.NotEqual(number, _streams.Get("order.product", 4).At(17));
        Assert.NotEqual(number, _streams.Get("order.product", 3).At(18));
    }

    [Theory]
    [InlineData("a", 0)]
    [InlineData("order.transit", 3_999)]
    public void Every_bit_is_set_half_of_the_time(string name, long entity)
    {
        RandomStream stream = _streams.Get(name, entity);
        int[] set = new int[64];
        for (int i = 0; i < Draws; i++)
        {
            ulong bits = stream.At((ulong)i);
            for (int bit = 0; bit < 64; bit++)
            {
                set[bit] += (int)((bits >> bit) & 1);
            }
        }

        // Five standard deviations of a fair coin.
        Assert.All(set, count => Assert.InRange(count, (Draws / 2) - 791, (Draws / 2) + 791));
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(1UL << 20)]
    [InlineData(1UL << 40)]
    public void Neighbouring_counters_share_half_of_their_bits(ulong step)
    {
        RandomStream stream = _streams.Get("neighbours");

        double shared = Enumerable.Range(0, Draws)
            .Average(i => BitOperations.PopCount(stream.At((ulong)i) ^ stream.At((ulong)i + step)));

        Assert.InRange(shared, 31.9, 32.1);
    }

    [Fact]
    public void Streams_of_neighbouring_entities_are_unrelated()
    {
        RandomStream first = _streams.Get("order.product", 1);
        RandomStream second = _streams.Get("order.product", 2);

        double shared = Enumerable.Range(0, Draws)
            .Average(i => BitOperations.PopCount(first.At((ulong)i) ^ second.At((ulong)i)));

        Assert.InRange(shared, 31.9, 32.1);
    }

    [Fact]
    public void Whole_numbers_below_a_limit_are_equally_likely()
    {
        RandomStream stream = _streams.Get("dice");
        int[] counts = new int[6];
        for (int i = 0; i < Draws; i++)
        {
            counts[stream.Below((ulong)i, 6)]++;
        }

        Assert.InRange(ChiSquare.Of(counts, [.. counts.Select(_ => Draws / 6.0)]), 0, 20.5); // 5 degrees, 0.1 %
    }
}
