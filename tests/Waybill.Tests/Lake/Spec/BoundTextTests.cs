using FsCheck;
using FsCheck.Fluent;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Spec;

public sealed class BoundTextTests
{
    private static readonly Gen<string> Texts = Gen.Elements("a", "z", "é", "\ud7ff", "\ue000", "😀", "\U0010ffff", "\0")
        .ListOf()
        .Select(parts => string.Concat(parts));

    [Fact]
    public void Lower_bounds_are_cut_and_upper_bounds_are_rounded_up()
    {
        Assert.Equal("abcdefghijklmnop", BoundText.Lower("abcdefghijklmnopqrst"));
        Assert.Equal("abcdefghijklmnoq", BoundText.Upper("abcdefghijklmnopqrst"));
        Assert.Equal("short", BoundText.Upper("short"));
        Assert.Equal("b", BoundText.Upper("a\U0010ffffx", 2));
        Assert.Equal("\ue000", BoundText.Upper("\ud7ffx", 1));
        Assert.Null(BoundText.Upper("\U0010ffffx", 1));
        Assert.Equal([1, 3], BoundText.Upper([1, 2, 0xff, 0], 3)!);
        Assert.Null(BoundText.Upper([0xff, 0xff, 1], 2));
    }

    [Fact]
    public void Bounds_hold_the_text_between_them()
    {
        var property = Prop.ForAll(Texts.ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), (text, length) =>
        {
            Assert.True(ValueOrder.Compare(BoundText.Lower(text, length), text) <= 0);
            Assert.True(BoundText.Upper(text, length) is not { } upper || ValueOrder.Compare(upper, text) >= 0);
            Assert.True(BoundText.Upper(text, length) is not { } u || u.EnumerateRunes().Count() <= length);
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
