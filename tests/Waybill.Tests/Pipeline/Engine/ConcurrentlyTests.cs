using System.Globalization;
using Waybill.Pipeline.Engine;
using Xunit;

namespace Waybill.Tests.Pipeline.Engine;

public sealed class ConcurrentlyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory, Long]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Each_piece_begins_after_those_that_it_needs_and_no_more_run_than_may(int threads)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var needs = Needs(seed, pieces: 30);
            var (running, tooMany) = (0, false);
            var done = new HashSet<string>();
            var begun = new List<string>();

            Concurrently.DoInOrder([.. needs.Keys], threads, n => needs[n].Append("unknown"), Work, default, Begin, n => done.Add(n));

            Assert.Equal(needs.Count, done.Count);
            Assert.Equal(needs.Count, begun.Count);
            Assert.False(tooMany);

            void Begin(string name)
            {
                Assert.All(needs[name], n => Assert.Contains(n, done));
                begun.Add(name);
            }

            void Work(string name, CancellationToken ct)
            {
                tooMany |= Interlocked.Increment(ref running) > threads;
                Thread.Yield();
                Interlocked.Decrement(ref running);
            }
        }
    }

    [Fact]
    public void Of_those_that_can_begin_the_one_with_the_longest_chain_behind_it_does()
    {
        var needs = new Dictionary<string, string[]> { ["a"] = [], ["b"] = [], ["c"] = ["b"], ["d"] = ["b"], ["e"] = ["c", "d"], ["f"] = ["d"], ["g"] = ["f"] };
        var begun = new List<string>();

        Concurrently.DoInOrder([.. needs.Keys], 1, n => needs[n], (_, _) => { }, default, begun.Add);

        Assert.Equal(["b", "d", "c", "f", "a", "e", "g"], begun);
    }

    [Fact]
    public void Pieces_that_need_nothing_of_each_other_run_at_the_same_time()
    {
        using var both = new Barrier(2);
        var met = 0;

        Concurrently.DoInOrder(["a", "b"], 2, _ => [], (_, ct) => Interlocked.Add(ref met, both.SignalAndWait(Patience, ct) ? 1 : 0), default);

        Assert.Equal(2, met);
    }

    [Fact]
    public void The_first_failure_ends_the_others_and_is_thrown()
    {
        var begun = new List<string>();
        using var waits = new ManualResetEventSlim();

        var thrown = Assert.Throws<InvalidOperationException>(() => Concurrently.DoInOrder(["waits", "fails", "late"], 2, _ => [], Work, default, begun.Add));

        Assert.Equal("first", thrown.Message);
        Assert.Equal(["waits", "fails"], begun);

        void Work(string name, CancellationToken ct)
        {
            if (name == "fails")
            {
                Assert.True(waits.Wait(Patience, CancellationToken.None));
                throw new InvalidOperationException("first");
            }

            waits.Set();
            Assert.True(ct.WaitHandle.WaitOne(Patience));
            throw new InvalidOperationException("second");
        }
    }

    [Fact]
    public void Nobody_is_left_at_work_when_whoever_is_told_fails()
    {
        var isAtWork = false;
        using var waits = new ManualResetEventSlim();

        var thrown = Assert.Throws<IOException>(() => Concurrently.DoInOrder(["waits", "told"], 2, _ => [], Work, default, ended: _ => throw new IOException("disk full")));

        Assert.Equal("disk full", thrown.Message);
        Assert.False(isAtWork);

        void Work(string name, CancellationToken ct)
        {
            if (name == "told")
            {
                Assert.True(waits.Wait(Patience, CancellationToken.None));
                return;
            }

            isAtWork = true;
            waits.Set();
            Assert.True(ct.WaitHandle.WaitOne(Patience));
            isAtWork = false;
        }
    }

    [Fact]
    public void Whoever_stops_it_ends_what_runs_and_nothing_begins_any_more()
    {
        using var stop = new CancellationTokenSource();
        var begun = new List<string>();

        Assert.Throws<OperationCanceledException>(() => Concurrently.DoInOrder(["a", "b", "c"], 1, _ => [], Work, stop.Token, begun.Add));

        Assert.Equal(["a", "b"], begun);

        void Work(string name, CancellationToken ct)
        {
            if (name == "b")
            {
                stop.Cancel();
                Assert.True(ct.IsCancellationRequested);
            }
        }
    }

    [Fact]
    public void A_stop_that_comes_when_all_is_done_changes_nothing()
    {
        using var stop = new CancellationTokenSource();

        Concurrently.DoInOrder(["a"], 2, _ => [], (_, _) => { }, stop.Token, ended: _ => stop.Cancel());
    }

    [Fact]
    public void Pieces_that_need_each_other_are_an_error() =>
        Assert.Throws<InvalidOperationException>(() => Concurrently.DoInOrder(["a", "b"], 2, n => n == "a" ? ["b"] : ["a"], (_, _) => { }, default));

    [Fact]
    public void Of_numbered_pieces_the_first_failure_ends_the_others_and_is_thrown()
    {
        using var waits = new ManualResetEventSlim();

        var thrown = Assert.Throws<InvalidOperationException>(() => Concurrently.Do(2, 2, Work, default));

        Assert.Equal("first", thrown.Message);

        void Work(int piece, CancellationToken ct)
        {
            if (piece == 0)
            {
                waits.Set();
                Assert.True(ct.WaitHandle.WaitOne(Patience));
                ct.ThrowIfCancellationRequested();
            }

            Assert.True(waits.Wait(Patience, CancellationToken.None));
            throw new InvalidOperationException("first");
        }
    }

    private static Dictionary<string, List<string>> Needs(int seed, int pieces)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, pieces).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
        return names.Select((name, i) => (name, needed: names.Take(i).Where(_ => random.Next(8) == 0).ToList())).ToDictionary(n => n.name, n => n.needed);
    }
}
