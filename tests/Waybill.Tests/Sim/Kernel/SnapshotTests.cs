using FsCheck;
using FsCheck.Fluent;
using Waybill.Events;
using Waybill.Events.Text;
using Waybill.Sim.Kernel;
using Xunit;

namespace Waybill.Tests.Sim.Kernel;

public sealed class SnapshotTests
{
    [Fact]
    public void What_was_written_is_read_back() =>
        Prop.ForAll<ulong[], byte[], long>((words, bytes, number) =>
        {
            long positive = number & long.MaxValue;
            var buffer = new ByteBuffer(1);
            var writer = new SnapshotWriter(buffer);
            writer.WriteNumber(positive);
            writer.WriteWords(words);
            writer.WriteBytes(bytes);
            var reader = new SnapshotReader(buffer.Written);
            ulong[] wordsBack = [];

            Assert.Equal(positive, reader.ReadNumber());
            int count = reader.ReadWords(ref wordsBack);
            Assert.Equal(words, wordsBack[..count]);
            Assert.Equal(bytes, reader.ReadBytes().ToArray());
            Assert.True(reader.IsAtEnd);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_snapshot_that_ends_too_early_is_an_error_and_never_a_wild_read()
    {
        var buffer = new ByteBuffer();
        var writer = new SnapshotWriter(buffer);
        writer.WriteNumber(1_000_000);
        writer.WriteWords([1, 2, 3]);
        writer.WriteBytes("abc"u8);
        for (int length = 0; length < buffer.Length; length++)
        {
            byte[] part = buffer.Written[..length].ToArray();

            var error = Assert.Throws<WaybillException>(() => ReadAll(part));
            Assert.Equal(WaybillErrorKind.Corrupt, error.Kind);
        }
    }

    [Fact]
    public void A_number_beyond_what_is_possible_is_an_error()
    {
        var buffer = new ByteBuffer();
        new SnapshotWriter(buffer).WriteNumber(17);
        byte[] bytes = buffer.Written.ToArray();

        Assert.Throws<WaybillException>(() => new SnapshotReader(bytes).ReadNumber(16));
        Assert.Throws<WaybillException>(() => new SnapshotReader([.. Enumerable.Repeat((byte)0xFF, 12)]).ReadNumber());
    }

    [Fact]
    public void A_calendar_gives_what_is_due_in_the_order_of_filing_also_after_a_snapshot()
    {
        const int First = 81_816;
        var calendar = new Calendar();
        calendar.Clear(First);
        for (uint i = 0; i < 5_000; i++)
        {
            calendar.Add(First + (int)(i * 31 % Calendar.Horizon), i);
        }

        var buffer = new ByteBuffer();
        calendar.Save(new SnapshotWriter(buffer));
        var reader = new SnapshotReader(buffer.Written);
        var loaded = new Calendar();
        loaded.Load(First, ref reader);
        for (int ahead = 0; ahead < Calendar.Horizon; ahead++)
        {
            ulong[] expected = [.. Enumerable.Range(0, 5_000).Where(i => i * 31 % Calendar.Horizon == ahead).Select(i => (ulong)i)];

            Assert.Equal(expected, calendar.TakeFirst().ToArray());
            Assert.Equal(expected, loaded.TakeFirst().ToArray());
        }
    }

    [Fact]
    public void A_calendar_refuses_what_it_cannot_hold()
    {
        var calendar = new Calendar();
        calendar.Clear(100);

        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.Add(99, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.Add(100 + Calendar.Horizon, 0));
    }

    private static void ReadAll(byte[] bytes)
    {
        var reader = new SnapshotReader(bytes);
        ulong[] words = [];
        reader.ReadNumber();
        reader.ReadWords(ref words);
        reader.ReadBytes();
    }
}
