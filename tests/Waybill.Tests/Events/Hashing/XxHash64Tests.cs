using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Hashing;
using Xunit;

namespace Waybill.Tests.Events.Hashing;

public sealed class XxHash64Tests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999UL)]
    [InlineData("a", 0xD24EC4F1A98C6E5BUL)]
    [InlineData("abc", 0x44BC2CF5AD770999UL)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1UL)]
    public void Known_texts_have_their_known_hashes(string text, ulong hash) =>
        Assert.Equal(hash, XxHash64.Hash(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void The_hash_does_not_depend_on_how_the_bytes_come() =>
        Prop.ForAll<byte[], byte[], byte[]>((first, second, third) =>
        {
            byte[] all = [.. first, .. second, .. third, .. first, .. third, .. second];
            var hash = new XxHash64();
            foreach (byte[] part in (byte[][])[first, second, third, first, third, second])
            {
                hash.Append(part);
                _ = hash.Value;
            }

            Assert.Equal(XxHash64.Hash(all), hash.Value);
            Assert.Equal(all.Length, hash.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_reset_hash_begins_anew()
    {
        var hash = new XxHash64();
        hash.Append(new byte[100]);
        hash.Reset();
        hash.Append("abc"u8);

        Assert.Equal(0x44BC2CF5AD770999UL, hash.Value);
    }
}
