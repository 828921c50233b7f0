using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Text;
using Xunit;

namespace Waybill.Tests.Events.Text;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("24\" lamp", "\"24\"\" lamp\"")]
    [InlineData("\"\"", "\"\"\"\"\"\"")]
    public void Fields_are_quoted_only_when_they_need_it(string field, string written) =>
        Assert.Equal(written, Append(field));

    [Fact]
    public void The_length_of_a_written_field_is_found_again() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((first, second) =>
        {
            string field = Append(first.Get.Replace("\n", "", StringComparison.Ordinal));
            byte[] line = Encoding.UTF8.GetBytes($"{field},{Append(second.Get)}");

            Assert.Equal(Encoding.UTF8.GetByteCount(field), CsvText.FieldLength(line));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quote_that_is_never_closed_takes_the_rest_of_the_line() =>
        Assert.Equal(8, CsvText.FieldLength("\"open,me"u8));

    private static string Append(string field)
    {
        var buffer = new ByteBuffer(1);
        CsvText.AppendField(buffer, Encoding.UTF8.GetBytes(field));
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
