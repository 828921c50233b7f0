using Waybill.Cli.Reports.State;
using Xunit;

namespace Waybill.Tests.Cli.Reports.State;

public sealed class StatePageTests
{
    private const string Panels = """
        [{"id":"orders/breaches","page":"orders","title":"Broken promises","definition":"Late.","available":true,"hint":null,"parameters":[]},
         {"id":"commerce/margin","page":"commerce","title":"Margin","definition":"Left.","available":false,"hint":"Nothing has landed for shop_orders.","parameters":[]}]
        """;

    [Fact]
    public void Answers_become_tables_with_shares_in_per_cent_and_script_in_them_stays_text()
    {
        var page = StatePage.Write(Answers("""
            {"columns":[{"name":"customer","type":"text","unit":"name"},{"name":"late_share","type":"number","unit":"share"}],
             "rows":[["<script>alert(1)</script>",0.125],[null,1]]}
            """), "Waybill: test", "A report.");

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page);
        Assert.DoesNotContain("<script", page);
        Assert.Contains("12.5 %", page);
    }

    [Fact]
    public void A_panel_that_is_not_available_says_what_to_do()
    {
        Assert.Contains("Nothing has landed for shop_orders.", StatePage.Write(Answers("""{"columns":[],"rows":[]}"""), "Waybill: test", "A report."));
    }

    [Fact]
    public void A_figure_by_day_is_drawn_as_a_line()
    {
        var page = StatePage.Write(Answers("""
            {"columns":[{"name":"day","type":"date","unit":"date"},{"name":"orders","type":"integer","unit":"orders"}],
             "rows":[["2026-01-01",10],["2026-01-02",20],["2026-01-03",15]]}
            """), "Waybill: test", "A report.");

        Assert.Contains("<svg", page);
        Assert.Contains("orders from 2026-01-01 to 2026-01-03, at most 20", page);
    }

    private static StateAnswers Answers(string breaches)
    {
        var answers = new StateAnswers();
        answers.Add("/api/panels", Panels);
        answers.Add("/api/panels/orders/breaches", breaches);
        return answers;
    }
}
