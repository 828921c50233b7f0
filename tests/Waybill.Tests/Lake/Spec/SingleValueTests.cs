using FsCheck;
using FsCheck.Fluent;
using Waybill.Lake;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Spec;

public sealed class SingleValueTests
{
    [Fact]
    public void Layouts_are_those_of_the_specification()
    {
        Assert.Equal([1], SingleValue.ToBytes(PrimitiveType.Boolean, true));
        Assert.Equal([0x22, 0, 0, 0], SingleValue.ToBytes(PrimitiveType.Int, 34));
        Assert.Equal([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], SingleValue.ToBytes(PrimitiveType.Timestamp, -1L));
        Assert.Equal([0x05, 0x8c], SingleValue.ToBytes(PrimitiveType.Decimal(9, 2), (Int128)1420));
        Assert.Equal([0x80], SingleValue.ToBytes(PrimitiveType.Decimal(9, 2), (Int128)(-128)));
        Assert.Equal([0x00, 0x80], SingleValue.ToBytes(PrimitiveType.Decimal(9, 2), (Int128)128));
        Assert.Equal([0xf7, 0x9c], SingleValue.ToBytes(PrimitiveType.Uuid, Guid.Parse("f79c3e09-677c-4bbd-a479-3f349cb785e7"))[..2]);
        Assert.Equal([0xc3, 0xa9], SingleValue.ToBytes(PrimitiveType.Text, "é"));
    }

    [Fact]
    public void Whatever_is_written_is_read_back()
    {
        Check<long>(PrimitiveType.Long);
        Check<int>(PrimitiveType.Date);
        Check<double>(PrimitiveType.Double);
        Check<float>(PrimitiveType.Float);
        Check<bool>(PrimitiveType.Boolean);
        Check<Guid>(PrimitiveType.Uuid);
        Check<byte[]>(PrimitiveType.Binary);
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), value => Assert.Equal((Int128)value, RoundTrip(PrimitiveType.Decimal(38, 4), (Int128)value)))
            .Check(Config.QuickThrowOnFailure);

        static void Check<T>(PrimitiveType type) => Prop.ForAll(
            ArbMap.Default.ArbFor<T>().Filter(v => v is not null),
            value => Assert.Equal((object)value!, RoundTrip(type, value!))).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Bounds_from_before_a_column_was_widened_are_read()
    {
        Assert.Equal(34L, SingleValue.FromBytes(PrimitiveType.Long, SingleValue.ToBytes(PrimitiveType.Int, 34)));
        Assert.Equal(1.5, SingleValue.FromBytes(PrimitiveType.Double, SingleValue.ToBytes(PrimitiveType.Float, 1.5f)));
    }

    [Fact]
    public void Text_that_was_cut_inside_a_character_is_refused()
    {
        Assert.Equal(LakeErrorKind.Corrupt, Assert.Throws<LakeException>(() => SingleValue.FromBytes(PrimitiveType.Text, [0x61, 0xc3])).Kind);
        Assert.Equal(LakeErrorKind.Corrupt, Assert.Throws<LakeException>(() => SingleValue.FromBytes(PrimitiveType.Date, [1, 2, 3])).Kind);
    }

    [Fact]
    public void Text_is_ordered_as_its_bytes_are()
    {
        var property = Prop.ForAll<NonNull<string>, NonNull<string>>((a, b) =>
        {
            var (left, right) = (Valid(a.Get), Valid(b.Get));
            var bytes = System.Text.Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(right));
            Assert.Equal(Math.Sign(bytes), Math.Sign(ValueOrder.Compare(left, right)));
        });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        Assert.True(ValueOrder.Compare("\ufffd", "😀") < 0); // the other way round in UTF-16

        static string Valid(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public void Negative_zero_is_below_zero() => Assert.True(ValueOrder.Compare(-0.0, 0.0) < 0);

    private static object RoundTrip(PrimitiveType type, object value) => SingleValue.FromBytes(type, SingleValue.ToBytes(type, value));
}
