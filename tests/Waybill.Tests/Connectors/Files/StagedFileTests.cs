using System.IO.Hashing;
using Waybill.Connectors.Files;
using Waybill.Events;
using Waybill.Tests.Pipeline;
using Xunit;

namespace Waybill.Tests.Connectors.Files;

public sealed class StagedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Nothing_is_seen_of_a_file_before_it_is_published()
    {
        using var file = new StagedFile(_folder.Path, "landing/sales/a.csv");
        file.Append("header\n"u8);
        file.Flush();

        Assert.Equal([".a.csv.part"], Names("landing/sales"));
        WrittenFile written = file.Publish();

        Assert.Equal(["a.csv"], Names("landing/sales"));
        Assert.Equal(new WrittenFile("landing/sales/a.csv", 7, XxHash3.HashToUInt64("header\n"u8)), written);
    }

    [Fact]
    public void A_published_file_replaces_the_one_before()
    {
        foreach (string text in (string[])["a longer first text", "second"])
        {
            using var file = new StagedFile(_folder.Path, "x/a.txt");
            file.Append(System.Text.Encoding.ASCII.GetBytes(text));
            file.Publish();
        }

        Assert.Equal("second", File.ReadAllText(Path.Combine(_folder.Path, "x/a.txt")));
    }

    [Fact]
    public void A_large_file_is_sent_to_the_disk_while_it_grows_and_stays_whole()
    {
        byte[] piece = [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)(i * 31))];
        using var file = new StagedFile(_folder.Path, "big.bin");
        for (int i = 0; i < 40; i++)
        {
            file.Append(piece);
        }

        file.Flush();
        WrittenFile written = file.Publish();

        byte[] read = File.ReadAllBytes(Path.Combine(_folder.Path, "big.bin"));
        Assert.Equal(40L << 20, written.Length);
        Assert.Equal(XxHash3.HashToUInt64(read), written.Hash);
        Assert.True(read.AsSpan(39 << 20).SequenceEqual(piece));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pieces_of_all_sizes_are_there_in_their_order_whenever_somebody_looks(int seed)
    {
        var random = new Random(seed);
        var expected = new MemoryStream();
        using (var file = new StagedFile(_folder.Path, "big.bin"))
        {
            for (int i = 0; i < 60; i++)
            {
                byte[] piece = new byte[random.Next(3) == 0 ? random.Next(3 << 20) : random.Next(5_000)];
                random.NextBytes(piece);
                file.Append(piece);
                expected.Write(piece);
                if (i % 17 == 16 && i > 20)
                {
                    byte[] read = new byte[Math.Min(expected.Length, 700)];
                    Assert.Equal(read.Length, file.Read(expected.Length - read.Length, read));
                    Assert.True(read.AsSpan().SequenceEqual(expected.ToArray().AsSpan(^read.Length..)));
                }
            }

            Assert.Equal(expected.Length, file.Publish().Length);
        }

        Assert.True(File.ReadAllBytes(Path.Combine(_folder.Path, "big.bin")).AsSpan().SequenceEqual(expected.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(700_000)]
    [InlineData(3_500_000)]
    [InlineData(4_199_999)]
    [InlineData(4_200_000)]
    public void A_file_that_loses_its_end_is_its_beginning_and_has_the_hash_of_that(int length)
    {
        byte[] bytes = new byte[4_200_000];
        new Random(5).NextBytes(bytes);
        using var file = new StagedFile(_folder.Path, "cut.bin") { IsCuttable = true };
        for (int at = 0; at < bytes.Length; at += 700_000)
        {
            file.Append(bytes.AsSpan(at, 700_000));
        }

        file.Cut(length);

        Assert.Equal(new WrittenFile("cut.bin", length, XxHash3.HashToUInt64(bytes.AsSpan(0, length))), file.Publish());
        Assert.True(File.ReadAllBytes(Path.Combine(_folder.Path, "cut.bin")).AsSpan().SequenceEqual(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        _folder.Write("landing", "a file where a folder should be");

        var error = Assert.Throws<WaybillException>(() => new StagedFile(_folder.Path, "landing/sales/a.csv"));

        Assert.Equal(WaybillErrorKind.Storage, error.Kind);
        Assert.Contains("landing", error.Message);
        Assert.NotNull(error.Advice);
    }

    [Fact]
    public void A_full_disk_is_told_apart()
    {
        var error = FileErrors.Explain("some/file", new IOException("No space left on device", 28));

        Assert.Contains("disk is full", error.Advice);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string?> Names(string folder) =>
        Directory.GetFiles(Path.Combine(_folder.Path, folder)).Select(Path.GetFileName);
}
