using Waybill.Pipeline.Score;
using Xunit;

namespace Waybill.Tests.Pipeline.Score;

public sealed class ScoreCheckTests
{
    [Theory]
    [InlineData(100, 98, 98, null, true)]
    [InlineData(100, 98, 100, null, false)]
    [InlineData(100, 98, 99, 2.0, true)]
    [InlineData(100, 98, 102.1, 2.0, false)]
    [InlineData(0, 0, 1, 2.0, false)]
    public void A_figure_must_equal_what_can_be_known_or_lie_within_the_tolerance(
        double truth, double knowable, double found, double? tolerance, bool pass)
    {
        Assert.Equal(pass, ScoreCheck.Judge("orders", "gold.sales", truth, knowable, found, tolerance).Pass);
    }

    [Fact]
    public void Wrong_rows_and_cells_are_shares_of_the_table()
    {
        var table = new TableScore("silver.orders", 200, 198, 2, 0, 0, [new ColumnScore("a", 3, 0), new ColumnScore("b", 1, 0)], []);

        var strict = ScoreCheck.OfTable(table, null).ToDictionary(c => c.Name);
        var lenient = ScoreCheck.OfTable(table, 1).ToDictionary(c => c.Name);

        Assert.Equal((1.0, false), (strict["rows missing"].ErrorPct, strict["rows missing"].Pass));
        Assert.Equal((1.0, false), (strict["cells wrong"].ErrorPct, strict["cells wrong"].Pass));
        Assert.All(lenient.Values, c => Assert.True(c.Pass, c.Name));
    }
}
