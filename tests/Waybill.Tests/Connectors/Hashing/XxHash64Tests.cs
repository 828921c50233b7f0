using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Connectors.Hashing;
using Xunit;

namespace Waybill.Tests.Connectors.Hashing;

public sealed class XxHash64Tests
{
    /// <summary>From the reference implementation (xxhsum 0.8).</summary>
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Known_texts_have_their_known_hash(string text, ulong expected) =>
        Assert.Equal(expected, XxHash64.Hash(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_content_id_does_not_depend_on_how_the_content_was_fed() =>
        Prop.ForAll<byte[], PositiveInt>((bytes, step) =>
        {
            var whole = new ContentHash();
            whole.Append(bytes);
            var pieces = new ContentHash();
            for (var at = 0; at < bytes.Length; at += step.Get)
            {
                pieces.Append(bytes.AsSpan(at, Math.Min(step.Get, bytes.Length - at)));
            }

            return whole.Id() == pieces.Id() && whole.First() == XxHash64.Hash(bytes) && whole.Id().Length == 32;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(300));
}
