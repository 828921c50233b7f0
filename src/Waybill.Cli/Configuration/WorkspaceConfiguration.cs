using Waybill.Cli.Workspaces;
using Waybill.Connectors.Sources;
using Waybill.Events;
using Waybill.Events.Feeds;

namespace Waybill.Cli.Configuration;

/// <summary>What stands in <c>waybill.yaml</c>.</summary>
/// <param name="Sources">Mappings of people's own files to feeds, in the order of the file.</param>
/// <param name="Live">What watches the trucks.</param>
internal sealed record WorkspaceConfiguration(IReadOnlyList<SourceMapping> Sources, LiveSection Live)
{
    private static readonly string[] SourceKeys = ["folder", "time_zone", "time_format", "inputs"];
    private static readonly string[] FeedNames = [.. FeedCatalogue.All.Select(f => f.Name)];

    /// <summary>Reads the configuration of a workspace; none is an empty one.</summary>
    /// <exception cref="WaybillException">A key or value is wrong; the message names file, line and key.</exception>
    public static WorkspaceConfiguration Load(Workspace workspace)
    {
        if (!File.Exists(workspace.Configuration))
        {
            return new WorkspaceConfiguration([], LiveSection.Empty);
        }

        var map = YamlMap.Load(workspace.Configuration);
        map.AllowOnly("sources", "live");
        var sources = map.Map("sources");
        var live = map.Map("live");
        return new WorkspaceConfiguration(
            sources is null ? [] : [.. sources.Keys.SelectMany(name => ReadSource(name, sources.Map(name)!, workspace.Root))],
            live is null ? LiveSection.Empty : LiveSection.Read(live));
    }

    // A source may feed several feeds from the same files; each feed becomes a mapping of its own.
    private static IEnumerable<SourceMapping> ReadSource(string name, YamlMap source, string root)
    {
        source.AllowOnly([.. SourceKeys, .. FeedNames]);
        var folder = Path.GetFullPath(Path.Combine(root, source.RequiredText("folder")));
        if (!Directory.Exists(folder))
        {
            throw source.Error("folder", $"there is no folder {folder}", "Give its path, absolute or relative to the workspace.");
        }

        var inputs = ReadInputs(source);
        var feeds = FeedNames.Where(source.Has).ToList();
        if (feeds.Count == 0)
        {
            throw source.Error("folder", "the source maps to no feed", $"Add a group for one of: {string.Join(", ", FeedNames)}.");
        }

        return feeds.Select(feed => ReadFeed(name, feed, source, source.Map(feed)!, folder, inputs));
    }

    private static SourceMapping ReadFeed(
        string name, string feed, YamlMap source, YamlMap map, string folder, IReadOnlyList<SourceInput> inputs)
    {
        map.AllowOnly("inputs", "from", "key", "columns", "events");
        var from = map.Text("from");
        var columns = map.Map("columns") ?? throw map.Error("columns", "is missing", "Map at least the feed's key: 'order_id: …'.");
        return new SourceMapping
        {
            Name = name,
            Feed = feed,
            Folder = folder,
            Inputs = Used(map, from, inputs),
            From = from,
            Columns = [.. columns.Keys.Select(c => new KeyValuePair<string, string>(c, columns.RequiredText(c)))],
            Events = [.. map.Maps("events").Select(ReadEvent)],
            Key = map.Texts("key"),
            TimeFormat = source.Text("time_format"),
            TimeZone = source.Text("time_zone"),
        };
    }

    private static SourceEvent ReadEvent(YamlMap map)
    {
        map.AllowOnly("status", "at");
        return new SourceEvent(map.RequiredText("status"), map.RequiredText("at"));
    }

    private static List<SourceInput> ReadInputs(YamlMap source)
    {
        var map = source.Map("inputs") ?? throw source.Error("inputs", "is missing", "Name the files: 'inputs: {orders: \"orders*.csv\"}'.");
        return [.. map.Keys.Select(name => ReadInput(name, map))];
    }

    private static SourceInput ReadInput(string name, YamlMap inputs)
    {
        if (inputs.IsText(name))
        {
            var glob = inputs.RequiredText(name);
            return new SourceInput(name, glob) { Format = FormatOf(Path.GetExtension(glob)) };
        }

        var map = inputs.Map(name)!;
        map.AllowOnly("files", "format", "delimiter");
        var files = map.RequiredText("files");
        var format = map.Text("format");
        var delimiter = map.Text("delimiter");
        if (delimiter is { Length: not 1 })
        {
            throw map.Error("delimiter", $"'{delimiter}' is not one character", "Use one character, such as \";\" or \"\\t\".");
        }

        return new SourceInput(name, files)
        {
            Format = format switch
            {
                null => FormatOf(Path.GetExtension(files)),
                "csv" => SourceFormat.Csv,
                "json" => SourceFormat.Json,
                "jsonl" => SourceFormat.JsonLines,
                _ => throw map.Error("format", $"'{format}' is not a format", "Use csv, json or jsonl."),
            },
            Delimiter = delimiter?[0],
        };
    }

    private static SourceFormat FormatOf(string extension) => extension.ToLowerInvariant() switch
    {
        ".json" => SourceFormat.Json,
        ".jsonl" or ".ndjson" => SourceFormat.JsonLines,
        _ => SourceFormat.Csv,
    };

    // The inputs that a feed names, or else the first and those that its join speaks of.
    private static IReadOnlyList<SourceInput> Used(YamlMap map, string? from, IReadOnlyList<SourceInput> inputs)
    {
        var named = map.Texts("inputs");
        var unknown = named.FirstOrDefault(n => inputs.All(i => i.Name != n));
        if (unknown is not null)
        {
            throw map.Error("inputs", $"there is no input '{unknown}'",
                $"Did you mean '{NearestWord.To(unknown, [.. inputs.Select(i => i.Name)])}'?");
        }

        return named.Count > 0
            ? [.. named.Select(n => inputs.First(i => i.Name == n))]
            : [.. inputs.Where((input, at) => at == 0 || from?.Contains(input.Name, StringComparison.Ordinal) == true)];
    }
}
