using Waybill.Pipeline;
using Waybill.Pipeline.Panels;
using Xunit;

namespace Waybill.Tests.Pipeline.Panels;

public sealed class PanelFileTests
{
    private const string Header = "-- panel: orders/late\n-- title: Late orders\n";

    [Fact]
    public void A_header_says_what_is_counted_in_which_unit_and_what_may_be_asked()
    {
        var panel = PanelFile.Parse("panels/orders/late.sql", Header + """
            -- Orders that came after their promise,
            -- by day.
            -- column: day = date, the promised day
            -- column: hours_late = h, how late, on average
            -- column: carrier = , who brought them
            -- parameter: from date optional
            -- parameter: carrier text
            select day, hours_late, carrier from gold.late where day >= $from and carrier = $carrier;
            """);

        Assert.Equal(("orders/late", "orders", "late", "Late orders"), (panel.Id, panel.Page, panel.Name, panel.Title));
        Assert.Equal("Orders that came after their promise,\nby day.", panel.Definition);
        Assert.Equal([new("day", "date", "the promised day"), new("hours_late", "h", "how late, on average"), new("carrier", "", "who brought them")], panel.Columns);
        Assert.Equal([new("from", PanelType.Date, true), new("carrier", PanelType.Text, false)], panel.Parameters);
        Assert.StartsWith("select day", panel.Sql, StringComparison.Ordinal);
        Assert.EndsWith("$carrier", panel.Sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-- panel: orders/late\nselect 1", "lacks 'title'")]
    [InlineData("-- title: Late orders\nselect 1", "lacks 'panel'")]
    [InlineData("-- panel: orders/early\n-- title: x\nselect 1", "'orders/early' is not the name of this panel")]
    [InlineData("-- panel: Orders\n-- title: x\nselect 1", "'Orders' is not the name of this panel")]
    [InlineData(Header, "no query")]
    [InlineData(Header + "-- unit: h\nselect 1", "'unit' is not a field of a panel header")]
    [InlineData(Header + "-- column: hours\nselect 1", "line 3: 'hours' is not a column")]
    [InlineData(Header + "-- parameter: from day\nselect $from", "line 3: 'from day' is not a parameter")]
    [InlineData(Header + "-- parameter: from date maybe\nselect $from", "line 3: 'from date maybe' is not a parameter")]
    [InlineData(Header + "-- parameter: from date\nselect 1", "never asks for $from")]
    public void A_mistake_in_a_header_is_told_with_file_and_place(string text, string words)
    {
        var error = Assert.Throws<PipelineException>(() => PanelFile.Parse("panels/orders/late.sql", text));

        Assert.StartsWith("panels/orders/late.sql", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Advice);
    }
}
