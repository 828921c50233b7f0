using System.Text;
using System.Text.Json;

namespace Waybill.Connectors.Json;

/// <summary>A key of the elements, with the keys below it.</summary>
internal sealed class JsonNode(string name, int number = 0)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(name);
    private readonly List<JsonNode> _children = [];
    private int _expected;

    internal string Name => name;

    /// <summary>Tells the keys of a file apart.</summary>
    internal int Number => number;

    internal IReadOnlyList<JsonNode> Children => _children;

    /// <summary>True when some element has a value here that is not an object.</summary>
    internal bool HasValue { get; set; }

    /// <summary>The column that takes the value, or -1.</summary>
    internal int Column { get; set; } = -1;

    /// <summary>
    /// The child that the reader's property name names, or null. Elements mostly have the same keys in the same order.
    /// </summary>
    internal JsonNode? Find(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _children.Count; i++)
        {
            var index = _expected + i < _children.Count ? _expected + i : _expected + i - _children.Count;
            if (reader.ValueTextEquals(_children[index]._utf8))
            {
                _expected = index + 1 == _children.Count ? 0 : index + 1;
                return _children[index];
            }
        }

        return null;
    }

    internal JsonNode Add(string child, int childNumber)
    {
        var node = new JsonNode(child, childNumber);
        _children.Add(node);
        return node;
    }

    /// <summary>The same keys with a search position of their own, for another thread.</summary>
    internal JsonNode Copy()
    {
        var copy = new JsonNode(name, number) { HasValue = HasValue, Column = Column };
        copy._children.AddRange(_children.Select(c => c.Copy()));
        return copy;
    }
}
