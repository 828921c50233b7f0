using Waybill.Events.Feeds;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Panels;

namespace Waybill.Cli.Docs;

/// <summary>All that the reference is made of.</summary>
/// <param name="Library">The models.</param>
/// <param name="Lake">Their columns and who reads whom.</param>
/// <param name="Panels">The questions of the dashboard.</param>
/// <param name="ModelsLink">From the reference folder to the models folder, ending in a slash; empty where pages shall not link there.</param>
internal sealed record ReferenceSource(ModelLibrary Library, EmptyLake Lake, PanelLibrary Panels, string ModelsLink) : IDisposable
{
    public static ReferenceSource Open(string models, string modelsLink)
    {
        var library = ModelLibrary.Load(models);
        var lake = EmptyLake.Open(library, feed => [.. (FeedCatalogue.Find(feed)?.Columns ?? []).Select(c => c.Name)]);
        return new ReferenceSource(library, lake, PanelLibrary.Load(library, lake.Connection), modelsLink);
    }

    /// <summary>Where the page of a table lies: of a model, of the model behind a quarantine, or of a feed; null for seeds.</summary>
    public string? PageOf(string table) =>
        Lake.Graph.Maker(table) is { } model ? PageOf(model)
        : table.StartsWith("landing.", StringComparison.Ordinal) ? $"feeds/{table["landing.".Length..]}.md"
        : null;

    public static string PageOf(Model model) => IsKpi(model) ? $"kpis/{model.Table}.md" : $"models/{model.Name}.md";

    /// <summary>A gold table that holds figures.</summary>
    public static bool IsKpi(Model model) => model.Layer == "gold" && model.Table.StartsWith("kpi_", StringComparison.Ordinal);

    public void Dispose() => Lake.Dispose();
}
