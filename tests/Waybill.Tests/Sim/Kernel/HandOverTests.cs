using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;
using Xunit;

namespace Waybill.Tests.Sim.Kernel;

public sealed class HandOverTests
{
    private const int Cells = 5;
    private const int Days = 6;
    private const int FirstDay = 20_454;

    [Fact]
    public void What_crosses_cells_does_not_depend_on_threads_or_on_a_snapshot_at_any_boundary() =>
        Prop.ForAll<int>(seed =>
        {
            List<string> expected = Play(seed, threads: 1, snapshots: false);

            Assert.Equal(expected, Play(seed, threads: 4, snapshots: false));
            Assert.Equal(expected, Play(seed, threads: 4, snapshots: true));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void A_crossing_takes_until_the_next_day_at_least()
    {
        var box = new HandOverBox();

        Assert.Throws<ArgumentOutOfRangeException>(
            () => box.Post(0, FirstDay, [new HandOver(1, Instant.FromDay(FirstDay).AddSeconds(5), 0)]));
    }

    /// <summary>Cells that answer whatever reaches them by posting something to another cell.</summary>
    private static List<string> Play(int seed, int threads, bool snapshots)
    {
        RandomStream random = new RandomStreams((ulong)seed).Get("toy");
        var box = new HandOverBox();
        var arrived = new List<string>[Cells];
        for (int day = FirstDay; day < FirstDay + Days; day++)
        {
            int today = day;
            HandOverBox open = box;
            Parallel.For(0, Cells, new ParallelOptions { MaxDegreeOfParallelism = threads }, cell =>
            {
                IReadOnlyList<HandOver> reached = open.Take(cell, today);
                (arrived[cell] ??= []).AddRange(reached.Select(item => $"{cell} {item.At} {item.Payload}"));
                open.Post(cell, today, [.. Enumerable.Range(0, reached.Count + 2).Select(i => Draw(cell, today, i))]);
            });
            box.CloseDay();
            box = snapshots ? Reload(box) : box;
        }

        return [.. arrived.SelectMany(list => list)];

        HandOver Draw(int cell, int day, int i)
        {
            ulong bits = random.At(((ulong)day << 24) | ((ulong)cell << 16) | (uint)i);
            int later = day + 1 + (int)(bits % 3);
            return new HandOver((int)(bits / 3 % Cells), Instant.FromDay(later).AddSeconds((long)(bits / 15 % 4)), bits);
        }
    }

    private static HandOverBox Reload(HandOverBox box)
    {
        var buffer = new ByteBuffer();
        box.Save(new SnapshotWriter(buffer));
        var reader = new SnapshotReader(buffer.Written);
        var loaded = new HandOverBox();
        loaded.Load(ref reader);
        Assert.True(reader.IsAtEnd);
        return loaded;
    }
}
