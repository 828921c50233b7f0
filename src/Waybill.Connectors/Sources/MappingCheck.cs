using System.Text.RegularExpressions;
using Waybill.Events;
using Waybill.Events.Feeds;

namespace Waybill.Connectors.Sources;

/// <summary>What can be said about a mapping without looking at any file.</summary>
internal static partial class MappingCheck
{
    /// <summary>The feed that the mapping is for.</summary>
    /// <exception cref="WaybillException">The mapping cannot work; the message names the key of waybill.yaml.</exception>
    internal static FeedDefinition Check(SourceMapping mapping)
    {
        var feed = FeedCatalogue.Find(mapping.Feed)
            ?? throw Bad(
                mapping,
                "feed",
                $"there is no feed '{mapping.Feed}'",
                Suggest(mapping.Feed, FeedCatalogue.All.Select(f => f.Name)));
        CheckInputs(mapping);
        if (mapping.Events.Count > 0 && feed.IsDaily)
        {
            throw Bad(
                mapping, "events", $"a row of feed '{feed.Name}' is no event with a status",
                $"Map its columns instead; events are for {string.Join(" and ", FeedCatalogue.Orders.Select(f => f.Name))}.");
        }

        CheckColumns(mapping, feed);
        CheckEvents(mapping, feed);
        return feed;
    }

    /// <summary>The columns that an event fills: what happened and when.</summary>
    internal static (string Status, string Timestamp) EventColumns(FeedDefinition feed) => (
        feed.Columns.First(c => c.Kind == FeedColumnKind.Word).Name,
        feed.Columns.First(c => c.Kind == FeedColumnKind.Timestamp).Name);

    internal static WaybillException Bad(
        SourceMapping mapping, string key, string problem, string advice, Exception? inner = null) =>
        new(WaybillErrorKind.BadInput, $"sources.{mapping.Name}.{key}: {problem}", advice, inner);

    internal static string Suggest(string word, IEnumerable<string> known)
    {
        var words = known.ToList();
        return $"Did you mean '{Nearest.To(word, words)}'? Known: {string.Join(", ", words)}.";
    }

    private static void CheckInputs(SourceMapping mapping)
    {
        if (mapping.Inputs.Count == 0)
        {
            throw Bad(mapping, "inputs", "there is none", "Name at least one input with the pattern of its files.");
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var input in mapping.Inputs)
        {
            var key = $"inputs.{input.Name}";
            if (!InputName().IsMatch(input.Name))
            {
                throw Bad(
                    mapping, key, "this is no name for a relation", "Use letters, digits and underscores, a letter first.");
            }

            if (!names.Add(input.Name))
            {
                throw Bad(mapping, key, "two inputs have this name", "Rename one of them.");
            }

            if (GlobPattern.Problem(input.Glob) is { } problem)
            {
                throw Bad(
                    mapping,
                    key,
                    $"the pattern '{input.Glob}' cannot be used: {problem}",
                    "Name files below the mapping's folder.");
            }

            if (input.Delimiter is { } delimiter && (delimiter is '"' or '\n' or '\r' || delimiter > 127))
            {
                throw Bad(
                    mapping,
                    key,
                    $"the delimiter '{delimiter}' cannot be used",
                    "Use one ASCII character that is no quote and no line end.");
            }
        }
    }

    private static void CheckColumns(SourceMapping mapping, FeedDefinition feed)
    {
        var known = feed.Columns.Select(c => c.Name).ToList();
        var mapped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in mapping.Columns)
        {
            if (!known.Contains(name))
            {
                throw Bad(mapping, $"columns.{name}", $"feed '{feed.Name}' has no column '{name}'", Suggest(name, known));
            }

            if (!mapped.Add(name))
            {
                throw Bad(mapping, $"columns.{name}", "the column is mapped twice", "Remove one of the two.");
            }
        }

        foreach (var name in mapping.Key)
        {
            if (!known.Contains(name))
            {
                throw Bad(mapping, "key", $"feed '{feed.Name}' has no column '{name}'", Suggest(name, known));
            }
        }

        var events = mapping.Events.Count > 0 ? EventColumns(feed) : default;
        var ids = feed.Columns.Where(c => c.Kind == FeedColumnKind.Id && c.IsRequired).Select(c => c.Name);
        foreach (var name in mapping.Key.Concat(ids).Distinct().Where(n => n != events.Status && n != events.Timestamp))
        {
            if (!mapped.Contains(name))
            {
                throw Bad(
                    mapping,
                    "columns",
                    $"the column '{name}' tells rows apart but is not mapped",
                    $"Add '{name}: <expression>' below 'columns'.");
            }
        }
    }

    private static void CheckEvents(SourceMapping mapping, FeedDefinition feed)
    {
        if (mapping.Events.Count == 0)
        {
            return;
        }

        var (status, timestamp) = EventColumns(feed);
        var both = mapping.Columns.FirstOrDefault(c => c.Key == status || c.Key == timestamp).Key;
        if (both is not null)
        {
            throw Bad(
                mapping, $"columns.{both}", $"the column '{both}' is filled by 'events' already",
                "Remove it from 'columns', or remove 'events'.");
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex InputName();
}
