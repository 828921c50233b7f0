using System.Text;
using System.Text.Json;
using Waybill.Connectors.Capture;
using Waybill.Events.Text;
using Xunit;

namespace Waybill.Tests.Connectors.Capture;

public sealed class FieldTextTests
{
    [Theory]
    [InlineData("2026-01-03 10:11:12+00", "2026-01-03 10:11:12.000000")]
    [InlineData("2026-01-03 10:11:12.3+00", "2026-01-03 10:11:12.300000")]
    [InlineData("2026-01-03 10:11:12.123456", "2026-01-03 10:11:12.123456")]
    [InlineData("infinity", "infinity")]
    [InlineData("0044-03-15 10:00:00+00 BC", "0044-03-15 10:00:00+00 BC")]
    [InlineData("10044-03-15 10:00:00+00", "10044-03-15 10:00:00+00")]
    public void Times_have_six_decimals_and_those_that_cannot_stay_as_they_are(string value, string field) =>
        Assert.Equal(field, Csv(ColumnForm.Time, value));

    [Theory]
    [InlineData("t", "true")]
    [InlineData("f", "false")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    public void Flags_are_words(string value, string field) => Assert.Equal(field, Csv(ColumnForm.Flag, value));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a \"b\"\n", "\"a \"\"b\"\"\n\"")]
    public void Texts_are_quoted_where_they_need_it(string value, string field) => Assert.Equal(field, Csv(ColumnForm.Text, value));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\"quoted\" \\ back \n \r \t \u0001 \u001f é 😀")]
    public void Texts_in_the_image_before_are_JSON_within_a_quoted_field(string value)
    {
        var buffer = new ByteBuffer();

        FieldText.AppendJson(buffer, ColumnForm.Text, Encoding.UTF8.GetBytes(value));

        var json = Encoding.UTF8.GetString(buffer.Written).Replace("\"\"", "\"", StringComparison.Ordinal);
        Assert.Equal(value, JsonSerializer.Deserialize<string>(json));
    }

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData("-3", "-3")]
    [InlineData("NaN", "\"\"NaN\"\"")]
    [InlineData("-Infinity", "\"\"-Infinity\"\"")]
    public void Numbers_in_the_image_before_are_numbers_unless_JSON_has_none(string value, string json)
    {
        var buffer = new ByteBuffer();

        FieldText.AppendJson(buffer, ColumnForm.Number, Encoding.UTF8.GetBytes(value));

        Assert.Equal(json, Encoding.UTF8.GetString(buffer.Written));
    }

    private static string Csv(ColumnForm form, string value)
    {
        var buffer = new ByteBuffer();
        FieldText.AppendCsv(buffer, form, Encoding.UTF8.GetBytes(value));
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
