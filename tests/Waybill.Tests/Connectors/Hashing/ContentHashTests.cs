using System.Globalization;
using System.IO.Hashing;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Connectors.Hashing;
using Xunit;

namespace Waybill.Tests.Connectors.Hashing;

public sealed class ContentHashTests
{
    /// <summary>The first half is the xxHash64 of the reference implementation (xxhsum 0.8); lakes remember both halves.</summary>
    [Theory]
    [InlineData("", "ef46db3751d8e999129fae43928c9ecf")]
    [InlineData("a", "d24ec4f1a98c6e5b59afa9eaa60c84f2")]
    [InlineData("Nobody inspects the spammish repetition", "fbcea83c8a378bf170bf9423463ea692")]
    public void Known_texts_have_their_known_id(string text, string id) => Assert.Equal(id, Id(text));

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

            return whole.Id() == pieces.Id() && whole.Id().StartsWith(XxHash64.HashToUInt64(bytes).ToString("x16", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                && whole.Id().Length == 32;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(300));

    private static string Id(string text)
    {
        var hash = new ContentHash();
        hash.Append(Encoding.ASCII.GetBytes(text));
        return hash.Id();
    }
}
