using Waybill.Pipeline.Models;
using static Waybill.Cli.Docs.ReferencePage;

namespace Waybill.Cli.Docs;

/// <summary>The page of a model, a KPI or not: what a row is, its columns, what it is made of, what reads it, and what is checked.</summary>
internal static class ModelPage
{
    public static ReferencePage Write(ReferenceSource source, Model model)
    {
        var page = new ReferencePage(ReferenceSource.PageOf(model), $"{(ReferenceSource.IsKpi(model) ? "KPI" : "Table")} `{model.Name}`");
        page.Paragraph(Prose(model.Description));
        page.Facts(
            ("A row is", Prose(model.Grain)),
            ("Key", Codes(model.Key)),
            ("Kept up to date", InWords(model)),
            ("Partitioned by", Codes(model.Partition)),
            ("Rows that fail a rule", source.Lake.HasQuarantine(model) ? $"go to {Code(model.QuarantineName)}" : ""),
            ("Query", string.Join(", ", Files(model).Select(f => FileLink(page, source, f)))));
        page.Heading("Columns").Table(["column", "type"], source.Lake.Columns(model.Name).Select(c => new[]
        {
            Code(c.Name), c.Type.ToString().ToLowerInvariant(),
        }));
        AppendPanels(page, source, model);
        page.Heading("Lineage").Facts(
            ("Reads", Tables(page, source, source.Lake.Graph.Inputs(model.Name))),
            ("Read by", Tables(page, source, source.Lake.Graph.Readers(model.Name).Concat(source.Lake.Graph.Readers(model.QuarantineName))
                .Select(r => r.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))),
            ("Points at", string.Join(", ", model.References.Select(r => $"{Codes(r.Columns)} → {Tables(page, source, [r.Table])}"))));
        AppendChecks(page, source, model);
        return page;
    }

    private static IEnumerable<string> Files(Model model) => model.Parts.Count == 0 ? [model.File] : model.Parts.Select(p => p.File);

    private static string FileLink(ReferencePage page, ReferenceSource source, string file) =>
        source.ModelsLink.Length == 0 ? Code($"models/{file}") : page.Link(Code($"models/{file}"), source.ModelsLink + file);

    private static string InWords(Model model) => model.Materialization switch
    {
        Materialization.Append => model.Layer == "bronze" ? "rows are added as files land" : $"rows are added, for changed {Codes(model.By)}",
        Materialization.Merge => $"the rows of changed {Codes(model.By)} are computed anew",
        Materialization.Replace => "computed whole when something that it reads changed",
        Materialization.Scd2 => $"versions by {Code(model.ValidFrom)}: a row for each time that something changed",
        _ => "a view",
    };

    private static void AppendPanels(ReferencePage page, ReferenceSource source, Model model)
    {
        var panels = source.Panels.Panels.Where(p => p.Tables.Contains(model.Name)).ToList();
        if (panels.Count > 0)
        {
            page.Heading("Shown by").Table(["panel", "of page"], panels.Select(p => new[]
            {
                page.Link(Prose(p.Title), PanelsPage.Anchor(p)), p.Page,
            }));
        }
    }

    private static void AppendChecks(ReferencePage page, ReferenceSource source, Model model)
    {
        var checks = source.Lake.Graph.Ordered.First(m => m.Name == model.Name).Checks;
        if (checks.Count > 0)
        {
            page.Heading("Checks").Paragraph("Run on what is about to be published; an error publishes nothing.");
            page.Table(["check", "a failure"], checks.Select(c => new[]
            {
                Code(c.Name), c.Severity == CheckSeverity.Warn ? "is told" : "stops the table",
            }));
        }
    }

    internal static string Tables(ReferencePage page, ReferenceSource source, IEnumerable<string> names) =>
        string.Join(", ", names.Select(n => source.PageOf(n) is { } to ? page.Link(Code(n), to) : Code(n)));
}
