using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Values;

public sealed class AmountTests
{
    [Fact]
    public void Money_is_multiplied_and_added_in_cents()
    {
        Money total = (new Money(1_999) * 3) + new Money(1);

        Assert.Equal("59.98", total.ToString());
    }

    [Fact]
    public void Weight_is_shown_in_kilograms() => Assert.Equal("0.450", new Weight(450).ToString());
}
