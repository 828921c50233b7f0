using System.Security.Cryptography;
using System.Text;
using Waybill.Connectors.Postgres.Loading;
using Waybill.Events;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Models;

namespace Waybill.Cli.Loading;

/// <summary>The gold models of a lake as tables to load.</summary>
internal sealed class GoldTables(DirectoryCatalog catalog, ModelLibrary library, ModelGraph graph)
{
    private const string Layer = "gold";

    /// <summary>
    /// The models of gold that patterns choose (all when there are none), in running order, and those that they reference: a table whose
    /// references were older than its own rows would point at rows that are not there.
    /// </summary>
    /// <exception cref="WaybillException">Usage: they choose none.</exception>
    public IReadOnlyList<Model> Select(IReadOnlyList<string> patterns)
    {
        var asked = ModelSelection.Select(graph, patterns.Count > 0 ? patterns : [Layer]).Where(m => m.Layer == Layer).ToList();
        if (asked.Count == 0)
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"{string.Join(' ', patterns)} selects no gold model.",
                "Only gold is loaded: --select gold.kpi_sla");
        }

        var wanted = new HashSet<string>(asked.Select(m => m.Name));
        var open = new Queue<Model>(asked);
        while (open.TryDequeue(out var model))
        {
            foreach (var target in model.References.Where(r => wanted.Add(r.Table)))
            {
                open.Enqueue(graph.Ordered.First(m => m.Name == target.Table));
            }
        }

        return [.. graph.Ordered.Where(m => wanted.Contains(m.Name))];
    }

    /// <summary>The first table that is missing for a model, or null.</summary>
    public string? Missing(Model model) =>
        (model.Materialization == Materialization.View ? graph.TableInputs(model.Name) : (IEnumerable<string>)[model.Name])
            .FirstOrDefault(name => library.Seeds.All(s => s.Name != name) && !catalog.Exists(TableId.Parse(name)));

    /// <summary>A model as a table to load. A view becomes a table: its SQL is DuckDB's.</summary>
    public LoadTable Describe(Model model) => new()
    {
        Name = model.Table,
        Source = model.Materialization == Materialization.View
            ? new QueryLoadSource(model.Sql, MarkOfView(model))
            : new LakeLoadSource(catalog.Load(TableId.Parse(model.Name))),
        Key = KeyOf(model),
        Comment = CommentOf(model),
        References = [.. model.References.Where(r => r.Table.StartsWith(Layer + ".", StringComparison.Ordinal))
            .Select(r => new LoadReference(r.Columns, r.Table[(Layer.Length + 1)..], r.TableColumns))],
    };

    // Of a slowly changing dimension a row is a version; of its natural key there are several.
    private static IReadOnlyList<string> KeyOf(Model model) =>
        model.Materialization == Materialization.Scd2 ? [.. model.Key, "valid_from"] : model.Key;

    private static string CommentOf(Model model)
    {
        var text = string.Join(' ', model.Description.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        return model.Grain.Length > 0 ? $"{text} A row is {model.Grain}." : text;
    }

    private string MarkOfView(Model model)
    {
        var parts = graph.Views(model.Name).Append(model).Select(v => v.Sql)
            .Append(library.Macros)
            .Concat(graph.TableInputs(model.Name).Select(input => library.Seeds.FirstOrDefault(s => s.Name == input) is { } seed
                ? File.ReadAllText(seed.Path)
                : new LakeLoadSource(catalog.Load(TableId.Parse(input))).Mark));
        return "view/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
    }
}
