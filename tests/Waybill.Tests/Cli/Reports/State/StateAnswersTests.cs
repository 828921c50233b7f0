using System.IO.Compression;
using System.Text.Json;
using Waybill.Cli.Reports.State;
using Xunit;

namespace Waybill.Tests.Cli.Reports.State;

public sealed class StateAnswersTests
{
    [Theory]
    [InlineData("/api/panels/orders/search?q=a%20b&limit=50", "/api/panels/orders/search?q=a b")]
    [InlineData("/api/quarantine/x?offset=0&rule=bad&limit=12", "/api/quarantine/x?rule=bad")]
    [InlineData("/api/quarantine/x?rule=bad&offset=12", "/api/quarantine/x?offset=12&rule=bad")]
    [InlineData("/api/runs?limit=5", "/api/runs")]
    [InlineData("/api/panels/commerce/inventory?warehouse=", "/api/panels/commerce/inventory")]
    public void Addresses_that_ask_for_the_same_have_one_key(string address, string key)
    {
        Assert.Equal(key, StateAnswers.KeyOf(address));
    }

    [Fact]
    public void Packed_answers_hold_no_character_that_html_knows_and_come_out_as_they_went_in()
    {
        var answers = new StateAnswers();
        answers.Add("/api/panels/a/b", "{\"rows\":[[\"</script><script>alert(1)</script>\"]]}");

        var packed = answers.Pack();

        Assert.All(packed, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '='));
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        var pair = Assert.Single(JsonSerializer.Deserialize<string[][]>(gzip) ?? []);
        Assert.Equal("/api/panels/a/b", pair[0]);
        Assert.Equal(answers.Find("/api/panels/a/b"), pair[1]);
    }
}
