using Waybill.Pipeline.Panels;
using static Waybill.Cli.Docs.ReferencePage;

namespace Waybill.Cli.Docs;

/// <summary>The panels of a page of the dashboard: what each says, its columns with their units, and the tables that it reads.</summary>
internal static class PanelsPage
{
    public static ReferencePage Write(ReferenceSource source, string name, IReadOnlyList<Panel> panels)
    {
        var page = new ReferencePage($"panels/{name}.md", $"Panels of page {name}");
        page.Paragraph("Each panel is one query. `GET /api/panels/<page>/<name>` answers it, with its parameters behind `?`.");
        foreach (var panel in panels)
        {
            Append(page, source, panel);
        }

        return page;
    }

    /// <summary>The page of a panel with the place on it.</summary>
    public static string Anchor(Panel panel) => $"panels/{panel.Page}.md#{panel.Id[(panel.Page.Length + 1)..]}";

    private static void Append(ReferencePage page, ReferenceSource source, Panel panel)
    {
        page.Heading(panel.Id[(panel.Page.Length + 1)..]).Paragraph($"**{Prose(panel.Title)}.** {Prose(panel.Definition)}");
        page.Table(["column", "unit", "meaning"], panel.Columns.Select(c => new[] { Code(c.Name), Prose(c.Unit), Prose(c.Meaning) }));
        page.Facts(
            ("Parameters", string.Join(", ", panel.Parameters.Select(p =>
                $"{Code(p.Name)} ({p.Type.ToString().ToLowerInvariant()}{(p.IsOptional ? ", optional" : "")})"))),
            ("Reads", ModelPage.Tables(page, source, panel.Tables)),
            ("Query", source.ModelsLink.Length == 0 ? Code($"models/{panel.File}") : page.Link(Code($"models/{panel.File}"), source.ModelsLink + panel.File)));
    }
}
