using System.Text.Json;
using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Json;

/// <summary>Collects the keys of all elements of a file and gives them column names.</summary>
internal sealed class JsonShape : JsonWalker
{
    private const int MaxColumns = 2_000;

    private readonly JsonNode _root = new("");
    private int _nodes;

    internal void Add(ReadOnlySpan<byte> element)
    {
        try
        {
            Walk(_root, element);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Reading refuses it; the keys before the fault do no harm.
        }
    }

    /// <summary>
    /// Names the columns: keys joined by underscores, shallow ones first, so that a key of the element itself keeps its
    /// name when a nested one would get the same. Values without a column are within reach through the whole element.
    /// </summary>
    internal (JsonNode Root, IReadOnlyList<string> Columns) Finish()
    {
        var names = new List<string>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var queue = new Queue<(JsonNode Node, string Path)>(_root.Children.Select(c => (c, c.Name)));
        while (queue.TryDequeue(out var next))
        {
            var name = MetaColumns.Avoid(next.Path);
            if (next.Node.HasValue && name.Length > 0 && taken.Add(name))
            {
                next.Node.Column = names.Count;
                names.Add(name);
            }

            foreach (var child in next.Node.Children)
            {
                queue.Enqueue((child, $"{next.Path}_{child.Name}"));
            }
        }

        return (_root, names);
    }

    protected override JsonNode? Unknown(JsonNode parent, ref Utf8JsonReader reader) =>
        ++_nodes <= MaxColumns ? parent.Add(reader.GetString() ?? "") : null;

    protected override void Value(JsonNode node, ref Utf8JsonReader reader, int start, int end) => node.HasValue = true;
}
