using Waybill.Connectors.Files;
using Waybill.Tests.Pipeline;
using Xunit;

namespace Waybill.Tests.Connectors.Files;

public sealed class BlockWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Blocks_go_past_the_page_cache_until_somebody_looks()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has a way past the page cache");
        byte[] bytes = Noise(5_000_000);
        using var handle = File.OpenHandle(Path.Combine(_folder.Path, "a.bin"), FileMode.Create, FileAccess.ReadWrite);
        using var blocks = new BlockWriter(handle);
        blocks.Append(bytes.AsSpan(0, 1_000_000));
        Assert.False(blocks.IsDirect); // a file that ends here is small

        blocks.Append(bytes.AsSpan(1_000_000, 2_000_000));
        Assert.SkipUnless(blocks.IsDirect, "the file system of the temporary folder has no way past the page cache");
        blocks.Settle();
        Assert.False(blocks.IsDirect);
        blocks.Append(bytes.AsSpan(3_000_000));
        blocks.Settle();

        Assert.Equal(bytes.Length, blocks.Length);
        byte[] read = new byte[bytes.Length];
        Assert.Equal(read.Length, RandomAccess.Read(handle, read, 0));
        Assert.True(read.AsSpan().SequenceEqual(bytes));
    }

    [Fact]
    public void A_block_that_cannot_be_written_is_told_at_the_latest_when_all_is_to_be_there()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "a.bin"), "");
        using var handle = File.OpenHandle(Path.Combine(_folder.Path, "a.bin"), FileMode.Open, FileAccess.Read);
        using var blocks = new BlockWriter(handle);

        Assert.ThrowsAny<Exception>(() =>
        {
            blocks.Append(Noise(3_000_000));
            blocks.Settle();
        });
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
