namespace Waybill.Pipeline.Models;

/// <summary>
/// Which models a run touches. A pattern is a name (<c>gold.sales</c>), a layer (<c>gold</c> or <c>gold.*</c>), either with a plus in
/// front (and everything it reads) or behind (and everything that reads it).
/// </summary>
public static class ModelSelection
{
    /// <summary>The selected models in running order; all of them when no pattern is given.</summary>
    /// <exception cref="PipelineException">A pattern matches nothing.</exception>
    public static IReadOnlyList<Model> Select(ModelGraph graph, IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(patterns);
        if (patterns.Count == 0)
        {
            return graph.Ordered;
        }

        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            Add(graph, pattern, chosen);
        }

        return [.. graph.Ordered.Where(m => chosen.Contains(m.Name))];
    }

    private static void Add(ModelGraph graph, string pattern, HashSet<string> chosen)
    {
        var name = pattern.Trim('+');
        var matches = graph.Ordered.Where(m => m.Name == name || m.Layer == name || $"{m.Layer}.*" == name).ToList();
        if (matches.Count == 0)
        {
            throw new PipelineException(PipelineErrorKind.NotFound, $"No model matches '{pattern}'.",
                $"Known models: {string.Join(", ", graph.Ordered.Select(m => m.Name))}.");
        }

        foreach (var model in matches)
        {
            chosen.Add(model.Name);
            if (pattern.StartsWith('+'))
            {
                AddReadBy(graph, model.Name, chosen);
            }

            if (pattern.EndsWith('+'))
            {
                AddReaders(graph, model.Name, chosen);
            }
        }
    }

    private static void AddReadBy(ModelGraph graph, string model, HashSet<string> chosen)
    {
        foreach (var source in graph.Ordered.Where(m => Reads(graph, model, m)))
        {
            chosen.Add(source.Name);
            AddReadBy(graph, source.Name, chosen);
        }
    }

    private static void AddReaders(ModelGraph graph, string model, HashSet<string> chosen)
    {
        var source = graph.Ordered.First(m => m.Name == model);
        foreach (var reader in graph.Ordered.Where(m => Reads(graph, m.Name, source)))
        {
            chosen.Add(reader.Name);
            AddReaders(graph, reader.Name, chosen);
        }
    }

    private static bool Reads(ModelGraph graph, string reader, Model source) =>
        graph.Inputs(reader).Concat(graph.CheckInputs(graph.Ordered.First(m => m.Name == reader)))
            .Any(i => i != reader && (i == source.Name || i == source.QuarantineName));
}
