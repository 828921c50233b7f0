using System.Text;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Values;

public sealed class OrderIdTests
{
    [Theory]
    [InlineData("2026-01-03", 7, 123, "260103-0007-00123")]
    [InlineData("2026-12-31", 9_999, 99_999, "261231-9999-99999")]
    [InlineData("2099-02-28", 0, 1_048_575, "990228-0000-1048575")]
    public void Ids_begin_with_the_day_and_count_in_five_digits_or_more(string day, int cell, int sequence, string text)
    {
        var id = new OrderId(Instant.FromDateTime(DateTime.Parse(day)).Day, cell, sequence);

        Assert.Equal(text, id.ToString());
    }

    [Fact]
    public void A_cache_writes_what_no_cache_writes_even_when_days_share_a_place()
    {
        var cache = new OrderIdTextCache();
        byte[] buffer = new byte[64];
        foreach (OrderId id in (OrderId[])[new(20_000, 1, 1), new(20_256, 1, 2), new(20_000, 2, 3), new(20_000, 1, 400_000)])
        {
            int end = cache.Write(ref buffer[0], 0, id);

            Assert.Equal(id.ToString(), Encoding.ASCII.GetString(buffer, 0, end));
        }
    }

    [Fact]
    public void A_cell_that_does_not_fit_is_refused()
    {
        byte[] buffer = new byte[64];

        Assert.Throws<ArgumentOutOfRangeException>(
            () => new OrderIdTextCache().Write(ref buffer[0], 0, new OrderId(1, OrderId.MaxCell + 1, 1)));
    }
}
