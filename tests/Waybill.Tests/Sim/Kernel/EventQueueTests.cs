using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;
using Xunit;

namespace Waybill.Tests.Sim.Kernel;

public sealed class EventQueueTests
{
    private const int Length = 100_000;
    private static readonly Instant Start = Instant.FromDay(20_454);
    private readonly EventQueue<int> _queue = new();

    [Fact]
    public void Events_come_by_time_then_priority_then_order_of_adding() =>
        Prop.ForAll(Events, events =>
        {
            Open();
            for (int i = 0; i < events.Length; i++)
            {
                _queue.Add(At(events[i].Time), events[i].Priority, i);
            }

            int[] expected = [.. Enumerable.Range(0, events.Length).OrderBy(i => events[i].Time).ThenBy(i => events[i].Priority)];
            Assert.Equal(expected, Drain());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Events_added_while_playing_take_their_place() =>
        Prop.ForAll(Events, events =>
        {
            Open();
            var times = new List<int>();
            _queue.Add(Start, 0, -1);
            int next = 0;
            while (_queue.TryTake(out QueuedEvent<int> taken))
            {
                int now = (int)(taken.Time.Microseconds - Start.Microseconds);
                times.Add(now);
                for (int i = 0; i < 2 && next < events.Length; i++, next++)
                {
                    _queue.Add(At(now + (int)((Length - 1L - now) * events[next].Time / Length)), events[next].Priority, next);
                }
            }

            Assert.Equal(events.Length + 1, times.Count);
            Assert.Equal(times.Order(), times);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_thousand_events_of_one_moment_keep_the_order_of_adding()
    {
        Open();
        for (int i = 0; i < 1_000; i++)
        {
            _queue.Add(At(777), 0, i);
        }

        Assert.Equal(Enumerable.Range(0, 1_000), Drain());
    }

    [Fact]
    public void The_past_and_what_lies_behind_the_end_are_refused()
    {
        Open();
        _queue.Add(At(500), 0, 1);
        _queue.TryTake(out _);

        Assert.Throws<ArgumentOutOfRangeException>(() => _queue.Add(At(499), 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _queue.Add(At(Length), 0, 2));
        _queue.Add(At(500), 0, 3);
        Assert.Equal([3], Drain());
    }

    [Fact]
    public void A_new_stretch_forgets_the_old_one()
    {
        Open();
        _queue.Add(At(5), 0, 1);
        Open();

        Assert.Empty(Drain());
    }

    private static Arbitrary<(int Time, byte Priority)[]> Events { get; } =
        Gen.Choose(0, Length - 1).SelectMany(time => Gen.Choose(0, 2).Select(priority => (time / 7 * 7, (byte)priority)))
            .ArrayOf().Resize(300).ToArbitrary();

    private static Instant At(int microseconds) => new(Start.Microseconds + microseconds);

    private void Open() => _queue.Open(Start, At(Length));

    private List<int> Drain()
    {
        var taken = new List<int>();
        while (_queue.TryTake(out QueuedEvent<int> next))
        {
            taken.Add(next.Payload);
        }

        return taken;
    }
}
