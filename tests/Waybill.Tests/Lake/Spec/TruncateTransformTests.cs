using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Spec;

public sealed class TruncateTransformTests
{
    [Fact]
    public void Numbers_are_rounded_down_to_a_multiple()
    {
        var ten = Transform.Truncate(10);

        Assert.Equal(0, ten.Apply(PrimitiveType.Int, 1));
        Assert.Equal(-10, ten.Apply(PrimitiveType.Int, -1));
        Assert.Equal(-10L, ten.Apply(PrimitiveType.Long, -10L));
        Assert.Equal((Int128)1060, ten.Apply(PrimitiveType.Decimal(9, 2), (Int128)1065));
        Assert.Equal((Int128)(-10), ten.Apply(PrimitiveType.Decimal(9, 2), (Int128)(-5)));
    }

    [Fact]
    public void Text_is_cut_after_code_points_and_bytes_after_bytes()
    {
        Assert.Equal("ice", Transform.Truncate(3).Apply(PrimitiveType.Text, "iceberg"));
        Assert.Equal("😀b", Transform.Truncate(2).Apply(PrimitiveType.Text, "😀bc"));
        Assert.Equal(new byte[] { 1, 2 }, Transform.Truncate(2).Apply(PrimitiveType.Binary, new byte[] { 1, 2, 3 }));
    }
}
