using Waybill.Cli.Commands;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Loading;

/// <summary>What a load must have brought: the gold models that a lake has, and views over tables that it has.</summary>
internal static class LoadedGold
{
    /// <summary>Every row of every gold table is in the schema, and nothing else.</summary>
    public static void AssertSameAsLake(LoadedSchema schema, string lakeFolder)
    {
        var catalog = new DirectoryCatalog(lakeFolder);
        var library = ModelLibrary.Load(ModelsFolder.Find(null));
        using var lake = LakeQuery.Open(catalog, library);
        var gold = Built(catalog, library, lake);

        Assert.NotEmpty(gold);
        Assert.Empty(gold.Where(m => schema.Differences(lake.Connection, m.Name, m.Table) > 0).Select(m => m.Name));
    }

    /// <summary>The references between gold tables that a lake has, as a load names them.</summary>
    public static IReadOnlyList<string> References(string lakeFolder)
    {
        var catalog = new DirectoryCatalog(lakeFolder);
        var library = ModelLibrary.Load(ModelsFolder.Find(null));
        using var lake = LakeQuery.Open(catalog, library);
        var gold = Built(catalog, library, lake).ToDictionary(m => m.Name);

        return
        [
            .. gold.Values.SelectMany(m => m.References.Where(r => gold.ContainsKey(r.Table)).Select(r =>
                $"{m.Table}({string.Join(", ", r.Columns)}) -> {gold[r.Table].Table}({string.Join(", ", r.TableColumns)})")).Order(StringComparer.Ordinal),
        ];
    }

    private static List<Model> Built(DirectoryCatalog catalog, ModelLibrary library, LakeQuery lake)
    {
        var tables = catalog.List().Select(t => t.ToString()).ToHashSet(StringComparer.Ordinal);
        var views = new ModelGraph(library, lake.Connection).ReadableViews(tables).Select(v => v.Name);
        return [.. library.Models.Where(m => m.Layer == "gold" && tables.Union(views).Contains(m.Name))];
    }
}
