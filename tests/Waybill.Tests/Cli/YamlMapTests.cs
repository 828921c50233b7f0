using Waybill.Cli.Configuration;
using Waybill.Events;
using Xunit;

namespace Waybill.Tests.Cli;

public sealed class YamlMapTests
{
    [Fact]
    public void A_misspelt_key_is_named_with_its_line_and_the_nearest_valid_one()
    {
        var map = Parse("world:\n  sede: 7\n").Map("world")!;

        var error = Assert.Throws<WaybillException>(() => map.AllowOnly("seed", "scale", "faults"));

        Assert.Equal("waybill.yaml, line 2: 'world.sede' is not a known key.", error.Message);
        Assert.Contains("Did you mean 'seed'?", error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scale: many", "line 1: 'scale': 'many' is not a whole number")]
    [InlineData("scale: [1, 2]", "'scale' must be a single value")]
    public void A_value_of_the_wrong_kind_is_named_with_its_place(string yaml, string expected)
    {
        var error = Assert.Throws<WaybillException>(() => Parse(yaml).Integer("scale"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_yaml_is_an_error_with_its_line()
    {
        var error = Assert.Throws<WaybillException>(() => Parse("a: 1\nb: [1,\n"));

        Assert.StartsWith("waybill.yaml, line", error.Message, StringComparison.Ordinal);
        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
    }

    [Fact]
    public void An_empty_file_is_an_empty_mapping() => Assert.Empty(Parse("# nothing\n").Keys);

    [Theory]
    [InlineData("worlds", "world")]
    [InlineData("suorces", "sources")]
    public void The_nearest_word_is_the_one_with_the_fewest_changes(string written, string meant) =>
        Assert.Equal(meant, NearestWord.To(written, ["world", "sources", "limits"]));

    private static YamlMap Parse(string text) => YamlMap.Parse(new StringReader(text), "waybill.yaml");
}
