using System.Globalization;
using Waybill.Events;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Waybill.Cli.Configuration;

/// <summary>
/// A mapping of a YAML file that knows where it stands, so that every error names file, line and key, and a misspelt key is
/// answered with the nearest valid one.
/// </summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly string _file;
    private readonly string _path;

    private YamlMap(YamlMappingNode node, string file, string path)
    {
        _node = node;
        _file = file;
        _path = path;
    }

    /// <summary>Line of the file on which the mapping starts, from 1.</summary>
    public int Line => (int)_node.Start.Line;

    /// <summary>The keys in the order of the file.</summary>
    public IReadOnlyList<string> Keys => [.. _node.Children.Keys.Select(k => ((YamlScalarNode)k).Value ?? "")];

    /// <summary>Reads a file whose top level is a mapping; an empty file is an empty mapping.</summary>
    public static YamlMap Load(string file)
    {
        using var reader = new StreamReader(file);
        return Parse(reader, file);
    }

    public static YamlMap Parse(TextReader text, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(text);
        }
        catch (YamlException e)
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"{file}, line {e.Start.Line}: {e.Message}",
                "Mend the YAML: indent with blanks, put text with a colon or a # in quotes.", e);
        }

        var root = stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode;
        return root is YamlMappingNode map
            ? new YamlMap(map, file, "")
            : throw new WaybillException(WaybillErrorKind.BadInput, $"{file}, line {root.Start.Line}: expected 'key: value' lines.",
                "See 'waybill init' for an example.");
    }

    /// <summary>Refuses keys that nobody reads.</summary>
    public void AllowOnly(params string[] known)
    {
        foreach (var key in _node.Children.Keys.OfType<YamlScalarNode>())
        {
            if (!known.Contains(key.Value))
            {
                throw Bad(key, $"'{_path}{key.Value}' is not a known key", $"Did you mean '{NearestWord.To(key.Value ?? "", known)}'? "
                    + $"Known keys here: {string.Join(", ", known)}.");
            }
        }
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The key has a single value.</summary>
    public bool IsText(string key) => Find(key) is YamlScalarNode;

    public YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode map => new YamlMap(map, _file, $"{_path}{key}."),
        YamlScalarNode { Value: null or "" } => null,
        var other => throw Bad(other, $"'{_path}{key}' must be a group of keys", "Indent its keys below it."),
    };

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        var other => throw Bad(other, $"'{_path}{key}' must be a single value", "Write it behind the colon."),
    };

    public string RequiredText(string key) => Text(key) is { Length: > 0 } text
        ? text
        : throw Bad(_node, $"'{_path}{key}' is missing", $"Add '{key}:' with a value.");

    public long? Integer(string key) => Parse(key, "a whole number",
        t => long.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var v) ? v : (long?)null);

    public decimal? Number(string key) => Parse(key, "a number",
        t => decimal.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : (decimal?)null);

    public bool? Flag(string key) => Parse<bool>(key, "true or false", t => t switch { "true" => true, "false" => false, _ => null });

    /// <summary>A list of texts; a single value counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlScalarNode scalar => scalar.Value is { Length: > 0 } one ? [one] : [],
        YamlSequenceNode list => [.. list.Children.Select(c => c is YamlScalarNode s
            ? s.Value ?? "" : throw Bad(c, $"'{_path}{key}' must be a list of values", "Write one value a line, each behind '- '."))],
        var other => throw Bad(other, $"'{_path}{key}' must be a list", "Write one value a line, each behind '- '."),
    };

    public IReadOnlyList<YamlMap> Maps(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select((c, i) => c is YamlMappingNode m
            ? new YamlMap(m, _file, $"{_path}{key}[{i}].")
            : throw Bad(c, $"'{_path}{key}' must be a list of groups", "Write each as '- key: value'."))],
        var other => throw Bad(other, $"'{_path}{key}' must be a list", "Write each entry behind '- '."),
    };

    /// <summary>An error at the value of a key, or at this mapping when the key is absent.</summary>
    public WaybillException Error(string key, string what, string advice) =>
        Bad(Find(key) ?? _node, $"'{_path}{key}': {what}", advice);

    private T? Parse<T>(string key, string what, Func<string, T?> parse)
        where T : struct
    {
        var text = Text(key);
        return text is null ? null : parse(text) ?? throw Error(key, $"'{text}' is not {what}", $"Write {what}.");
    }

    private YamlNode? Find(string key) =>
        _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private WaybillException Bad(YamlNode node, string what, string advice) =>
        new(WaybillErrorKind.BadInput, $"{_file}, line {node.Start.Line}: {what}.", advice);
}
