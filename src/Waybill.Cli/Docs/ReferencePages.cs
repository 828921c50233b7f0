using Waybill.Events.Feeds;
using Waybill.Pipeline.Models;

namespace Waybill.Cli.Docs;

/// <summary>The reference: a page for each feed, model and KPI, one for each page of the dashboard with its panels, and an index.</summary>
internal static class ReferencePages
{
    public const string Index = "README.md";

    /// <summary>All pages in the order of their paths.</summary>
    public static IReadOnlyList<ReferencePage> Write(ReferenceSource source)
    {
        var pages = new List<ReferencePage> { WriteIndex(source) };
        pages.AddRange(FeedCatalogue.All.Select(f => FeedPage.Write(source, f)));
        pages.AddRange(source.Library.Models.Select(m => ModelPage.Write(source, m)));
        pages.AddRange(source.Panels.Panels.GroupBy(p => p.Page, StringComparer.Ordinal).Select(g => PanelsPage.Write(source, g.Key, [.. g])));
        return [.. pages.OrderBy(p => p.Path, StringComparer.Ordinal)];
    }

    private static ReferencePage WriteIndex(ReferenceSource source)
    {
        var page = new ReferencePage(Index, "Reference");
        page.Paragraph("What lands, what is made of it, and what the dashboard asks of it. The SQL of models and panels lies in `models/`.");
        page.Heading("Figures").Paragraph("The tables that hold KPIs. Each names the variant of a figure in its column; none publishes one ambiguous number.");
        page.Table(["table", "a row is", "what it says"], source.Library.Models.Where(ReferenceSource.IsKpi).Select(m => Row(page, m)));
        page.Heading("The dashboard").Table(["page", "panels"], source.Panels.Panels.GroupBy(p => p.Page, StringComparer.Ordinal).Select(g => new[]
        {
            page.Link(g.Key, $"panels/{g.Key}.md"), string.Join(", ", g.Select(p => ReferencePage.Prose(p.Title))),
        }));
        page.Heading("Feeds").Table(["feed", "lands in", "columns"], FeedCatalogue.All.Select(f => new[]
        {
            page.Link($"`{f.Name}`", $"feeds/{f.Name}.md"), ReferencePage.Code(f.LandingFolder + "/"), $"{f.Columns.Count}",
        }));
        foreach (var layer in new[] { "gold", "silver", "bronze" })
        {
            page.Heading($"Tables: {layer}").Table(["table", "a row is", "what it says"],
                source.Library.Models.Where(m => m.Layer == layer && !ReferenceSource.IsKpi(m)).Select(m => Row(page, m)));
        }

        return page;
    }

    private static string[] Row(ReferencePage page, Model model) =>
    [
        page.Link($"`{model.Name}`", ReferenceSource.PageOf(model)), ReferencePage.Prose(model.Grain), ReferencePage.Prose(FirstSentence(model.Description)),
    ];

    private static string FirstSentence(string text)
    {
        var flat = text.ReplaceLineEndings(" ");
        var end = flat.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? flat : flat[..(end + 1)];
    }
}
