using System.Text.Json;
using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Json;

/// <summary>Collects the keys of all elements of a file and gives them column names.</summary>
internal sealed class JsonShape : JsonWalker
{
    private const int MaxColumns = 2_000;
    private const int MaxShapes = 256;

    private readonly JsonNode _root = new("");
    private readonly List<JsonNode> _element = [];
    private readonly HashSet<ulong> _seen = [];
    private readonly HashSet<(JsonNode, JsonNode)> _together = [];
    private JsonNode[] _columns = [];
    private int _nodes;

    internal void Add(ReadOnlySpan<byte> element)
    {
        _element.Clear();
        try
        {
            Walk(_root, element);
            NoteTogether();
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
    /// <param name="keepsAll">Gives every value a column, even where names meet.</param>
    internal (JsonNode Root, IReadOnlyList<string> Columns) Finish(bool keepsAll)
    {
        var nodes = new List<JsonNode>();
        var names = new List<string>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var queue = new Queue<(JsonNode Node, string Path)>(_root.Children.Select(c => (c, c.Name)));
        while (queue.TryDequeue(out var next))
        {
            var name = MetaColumns.Avoid(next.Path);
            if (next.Node.HasValue && (keepsAll || (name.Length > 0 && taken.Add(name))))
            {
                next.Node.Column = names.Count;
                names.Add(name);
                nodes.Add(next.Node);
            }

            foreach (var child in next.Node.Children)
            {
                queue.Enqueue((child, $"{next.Path}_{child.Name}"));
            }
        }

        _columns = [.. nodes];
        return (_root, names);
    }

    /// <summary>Whether some element has values in both of these columns.</summary>
    internal bool AreTogether(int column, int other) =>
        _together.Contains((_columns[column], _columns[other])) || _together.Contains((_columns[other], _columns[column]));

    protected override JsonNode? Unknown(JsonNode parent, ref Utf8JsonReader reader) =>
        ++_nodes <= MaxColumns ? parent.Add(reader.GetString() ?? "", _nodes) : null;

    protected override void Value(JsonNode node, ref Utf8JsonReader reader, int start, int end)
    {
        node.HasValue = true;
        _element.Add(node);
    }

    // Nearly all elements have the keys of one that was seen before.
    private void NoteTogether()
    {
        var keys = 0xCBF29CE484222325UL; // FNV-1a over the numbers of the keys
        foreach (var node in _element)
        {
            keys = (keys ^ (ulong)node.Number) * 0x100000001B3UL;
        }

        if (_seen.Count >= MaxShapes || !_seen.Add(keys))
        {
            return;
        }

        for (var i = 0; i < _element.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                _together.Add((_element[i], _element[j]));
            }
        }
    }
}
