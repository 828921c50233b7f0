using Waybill.Pipeline.Panels;
using Xunit;

namespace Waybill.Tests.Pipeline.Panels;

/// <summary>The files under models/panels.</summary>
public sealed class ShippedPanelTests(ShippedPanels shipped) : IClassFixture<ShippedPanels>
{
    [Fact]
    public void Every_panel_declares_exactly_the_columns_that_it_returns()
    {
        Assert.All(shipped.Source.Panels.Panels, panel => Assert.Equal(panel.Columns.Select(c => c.Name), ColumnsOf(panel)));
    }

    [Fact]
    public void Every_panel_says_what_it_counts_and_in_which_units()
    {
        Assert.All(shipped.Source.Panels.Panels, panel =>
        {
            Assert.NotEmpty(panel.Definition);
            Assert.All(panel.Columns, c => Assert.True(c.Unit.Length > 0 && c.Meaning.Length > 0, $"{panel.Id}: {c.Name} lacks its unit or its meaning"));
        });
    }

    [Fact]
    public void Every_page_that_is_made_of_panels_has_some()
    {
        Assert.Equal(["commerce", "factory", "fleet", "orders", "overview", "trust"], shipped.Source.Panels.Panels.Select(p => p.Page).Distinct());
    }

    [Fact]
    public void No_panel_reads_a_table_that_grows_with_every_reading_unless_it_is_asked_for_one_trip_order_or_day()
    {
        var many = new[] { "silver.telemetry", "gold.fct_sensor_reading", "gold.fct_orders", "gold.order_history", "gold.sales", "silver.order_status_events" };

        var readers = shipped.Source.Panels.Panels.Where(p => p.Tables.Any(many.Contains));

        Assert.All(readers, p => Assert.Contains(p.Parameters, parameter => !parameter.IsOptional));
    }

    private IEnumerable<string> ColumnsOf(Panel panel)
    {
        using var statement = shipped.Source.Lake.Connection.Prepare(panel.Sql);
        foreach (var parameter in panel.Parameters)
        {
            statement.BindNull(statement.IndexOf(parameter.Name));
        }

        using var result = statement.Query();
        return [.. result.Columns.Select(c => c.Name)];
    }
}
