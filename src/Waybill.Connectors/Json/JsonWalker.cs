using System.Text.Json;

namespace Waybill.Connectors.Json;

/// <summary>
/// Walks over an element and reports the value of every key; what stands below an array is one value.
/// </summary>
internal abstract class JsonWalker
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = BracketBalance.MaxDepth };

    private readonly (JsonNode? Node, int Start)[] _path = new (JsonNode?, int)[BracketBalance.MaxDepth + 1];

    /// <summary>
    /// Throws <see cref="JsonException"/> or <see cref="InvalidOperationException"/> when the element is no JSON.
    /// </summary>
    protected void Walk(JsonNode root, ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element, Options);
        JsonNode? current = root;
        var depth = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    _path[depth++] = (current, (int)reader.TokenStartIndex);
                    break;
                case JsonTokenType.EndObject:
                    var (node, from) = _path[--depth];
                    if (depth > 0 && node is { Column: >= 0 })
                    {
                        Value(node, ref reader, from, (int)reader.BytesConsumed);
                    }

                    break;
                case JsonTokenType.PropertyName:
                    current = _path[depth - 1].Node is { } parent ? parent.Find(ref reader) ?? Unknown(parent, ref reader) : null;
                    break;
                case JsonTokenType.StartArray:
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    if (depth > 0 && current is not null)
                    {
                        Value(current, ref reader, start, (int)reader.BytesConsumed);
                    }

                    break;
                default:
                    if (depth > 0 && current is not null)
                    {
                        Value(current, ref reader, (int)reader.TokenStartIndex, (int)reader.BytesConsumed);
                    }

                    break;
            }
        }
    }

    /// <summary>A key that is not in the tree; null leaves it out with all that is below it.</summary>
    protected abstract JsonNode? Unknown(JsonNode parent, ref Utf8JsonReader reader);

    /// <summary>
    /// A value, from start to end of the element's bytes: anything but an object, and an object only under a key that
    /// has a column because other elements have something else there.
    /// </summary>
    protected abstract void Value(JsonNode node, ref Utf8JsonReader reader, int start, int end);
}
