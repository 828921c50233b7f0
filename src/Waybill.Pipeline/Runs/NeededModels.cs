using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// The models that a workspace has use for. A model lives when a feed that it reads, directly or through others, ever brought a file;
/// what living models read is needed as well, if only as an empty table,
/// and so are models that follow from seeds alone. Of a model of parts, a part that reads nothing living needs nothing. The rest is not built:
/// a workspace without a shop need not carry the shop's tables.
/// </summary>
internal sealed class NeededModels
{
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);

    public NeededModels(ModelGraph graph, ITableCatalog catalog)
    {
        var living = new HashSet<string>(StringComparer.Ordinal);
        var fed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in graph.Ordered)
        {
            var sources = graph.Sources(model);
            var isFeed = graph.Feed(model.Name) is not null;
            if (isFeed || sources.Any(s => fed.Contains(s.Name)))
            {
                fed.Add(model.Name);
            }

            if (isFeed ? HasTakenIn(catalog, model) : sources.Any(s => living.Contains(s.Name)))
            {
                living.Add(model.Name);
            }
        }

        foreach (var model in graph.Ordered.Reverse().Where(m => living.Contains(m.Name) || !fed.Contains(m.Name) || _needed.Contains(m.Name)))
        {
            _needed.Add(model.Name);
            _needed.UnionWith(graph.Sources(model, m => living.Contains(m.Name)).Select(s => s.Name));
        }

        Graph = graph.Within(name => graph.Maker(name) is not { } maker || _needed.Contains(maker.Name));
    }

    public bool Contains(Model model) => _needed.Contains(model.Name);

    /// <summary>The models as this workspace has use for them, in the order of running.</summary>
    public ModelGraph Graph { get; }

    // A file without rows is a reason to build as well: it is in the table's list of contents.
    private static bool HasTakenIn(ITableCatalog catalog, Model model)
    {
        var id = TableId.Parse(model.Name);
        return catalog.Exists(id) && HeldContents.Of(catalog.Load(id)).Contents.Count > 0;
    }
}
