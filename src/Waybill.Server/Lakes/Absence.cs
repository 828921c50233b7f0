using Waybill.Pipeline.Models;

namespace Waybill.Server.Lakes;

/// <summary>Says why a lake lacks a table, and what to do about it.</summary>
internal static class Absence
{
    /// <summary>The first of the names that cannot be read, in words; null when all can.</summary>
    public static string? Of(LakeReader reader, LakeEdition edition, IEnumerable<string> names)
    {
        var missing = reader.TablesBehind(names).FirstOrDefault(t => !edition.Tables.ContainsKey(t));
        return missing is null ? null
            : edition.Broken.TryGetValue(missing, out var error) ? $"{missing} cannot be read: {error}"
            : edition.Tables.Count == 0 ? "The lake has no tables yet. Build it: waybill run"
            : Hint(reader, edition, missing);
    }

    private static string Hint(LakeReader reader, LakeEdition edition, string table)
    {
        var feeds = Feeds(reader.Graph, table).ToList();
        var isPartlyFed = reader.Graph.Maker(table) is { Parts.Count: > 0 } && feeds.Any(f => edition.Tables.ContainsKey($"bronze.{f.Bronze}"));
        var absent = isPartlyFed ? [] : feeds.Where(f => !edition.Tables.ContainsKey($"bronze.{f.Bronze}")).Select(f => f.Feed).Take(3).ToList();
        return absent.Count > 0
            ? $"There is no {table}: nothing has landed for {string.Join(", ", absent)}. Simulate a world that has them, or map files of your own in waybill.yaml; then: waybill run"
            : $"There is no {table} yet. Build it: waybill run";
    }

    // The landing feeds behind a table, with the bronze table that takes each in.
    private static IEnumerable<(string Feed, string Bronze)> Feeds(ModelGraph graph, string table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([table]);
        while (open.TryDequeue(out var name))
        {
            if (graph.Maker(name) is not { } model || !seen.Add(model.Name))
            {
                continue;
            }

            if (graph.Feed(model.Name) is { } feed)
            {
                yield return (feed, model.Table);
            }

            foreach (var input in graph.Inputs(model.Name))
            {
                open.Enqueue(input);
            }
        }
    }
}
