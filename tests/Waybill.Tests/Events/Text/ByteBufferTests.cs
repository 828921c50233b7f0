using Waybill.Events.Text;
using Xunit;

namespace Waybill.Tests.Events.Text;

public sealed class ByteBufferTests
{
    [Fact]
    public void A_buffer_grows_and_keeps_what_it_holds()
    {
        var buffer = new ByteBuffer(2);
        for (int i = 0; i < 10_000; i++)
        {
            buffer.Append((byte)i);
        }

        Assert.Equal(10_000, buffer.Length);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (byte)i), buffer.Written.ToArray());
    }

    [Fact]
    public void A_cleared_buffer_is_empty_and_used_again()
    {
        var buffer = new ByteBuffer();
        buffer.Append("old"u8);
        buffer.Clear();
        buffer.Append("new"u8);

        Assert.Equal("new"u8, buffer.Written);
    }

    [Fact]
    public void Only_what_was_written_can_be_cut()
    {
        var buffer = new ByteBuffer();
        buffer.Append("abc"u8);
        buffer.Truncate(1);

        Assert.Equal("a"u8, buffer.Written);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(2));
    }
}
