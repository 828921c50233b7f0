using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// The models that a workspace has use for. A model lives when a feed that it reads, directly or through others, ever brought a file;
/// a model that reads no feed always lives. What living models read is needed as well, if only as an empty table. The rest is not
/// built: a workspace without a shop need not carry the shop's tables.
/// </summary>
internal sealed class NeededModels
{
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);

    public NeededModels(ModelGraph graph, ITableCatalog catalog)
    {
        var living = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in graph.Ordered)
        {
            var sources = graph.Sources(model);
            if (graph.Feed(model.Name) is not null ? HasTakenIn(catalog, model) : sources.Count == 0 || sources.Any(s => living.Contains(s.Name)))
            {
                living.Add(model.Name);
            }
        }

        foreach (var model in graph.Ordered.Reverse().Where(m => living.Contains(m.Name) || _needed.Contains(m.Name)))
        {
            _needed.Add(model.Name);
            _needed.UnionWith(graph.Sources(model).Select(s => s.Name));
        }
    }

    public bool Contains(Model model) => _needed.Contains(model.Name);

    // A file without rows is a reason to build as well: it is in the table's list of contents.
    private static bool HasTakenIn(ITableCatalog catalog, Model model)
    {
        var id = TableId.Parse(model.Name);
        return catalog.Exists(id) && HeldContents.Of(catalog.Load(id)).Contents.Count > 0;
    }
}
