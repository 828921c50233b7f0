using Waybill.Cli.Configuration;
using Waybill.Events.Feeds;
using Waybill.Sim.Faults;

namespace Waybill.Cli.Simulate;

/// <summary>Reads a scenario's <c>schema_changes:</c>.</summary>
internal static class SchemaChangeReader
{
    private static readonly string[] Kinds = [.. Enum.GetNames<SchemaChangeKind>().Select(name => name.ToLowerInvariant())];

    public static SchemaPlan Read(YamlMap scenario)
    {
        var changes = new List<SchemaChange>();
        foreach (YamlMap map in scenario.Maps("schema_changes"))
        {
            changes.Add(ReadOne(map, changes));
        }

        return new SchemaPlan(changes);
    }

    private static SchemaChange ReadOne(YamlMap map, List<SchemaChange> before)
    {
        map.AllowOnly("feed", "day", "change", "column", "to");
        FeedDefinition feed = Feed(map, "feed");
        string word = map.RequiredText("change");
        int kind = Array.IndexOf(Kinds, word);
        if (kind < 0)
        {
            throw map.Error("change", $"'{word}' is not a change of a schema", $"Did you mean '{NearestWord.To(word, Kinds)}'? Changes: {string.Join(", ", Kinds)}.");
        }

        string column = map.RequiredText("column");
        int day = map.Whole("day", 0, 1_000_000) ?? throw map.Error("day", "is missing", "Write the day of the world from which on files have it; 0 is the first.");
        var change = new SchemaChange(feed, day, (SchemaChangeKind)kind, column, map.Text("to") ?? "");
        Check(map, change, before);
        return change;
    }

    /// <summary>The feed that a key names.</summary>
    public static FeedDefinition Feed(YamlMap map, string key)
    {
        string name = map.RequiredText(key);
        string[] known = [.. FeedCatalogue.Exports.Select(feed => feed.Name)];
        return FeedCatalogue.Exports.FirstOrDefault(feed => feed.Name == name)
            ?? throw map.Error(key, $"'{name}' is not a feed", $"Did you mean '{NearestWord.To(name, known)}'? Feeds: {string.Join(", ", known)}.");
    }

    private static void Check(YamlMap map, SchemaChange change, List<SchemaChange> before)
    {
        if (change.Kind == SchemaChangeKind.Add)
        {
            CheckNewName(map, "column", change, change.Column);
            CheckTo(map, change, SchemaChange.ForAdd, isRequired: false);
            return;
        }

        FeedColumn? column = change.Feed.Columns.FirstOrDefault(known => known.Name == change.Column);
        if (column is null)
        {
            string[] names = [.. change.Feed.Columns.Select(known => known.Name)];
            throw map.Error(
                "column", $"{change.Feed.Name} has no column '{change.Column}'", $"Did you mean '{NearestWord.To(change.Column, names)}'?");
        }

        if (before.Any(other => other.Feed == change.Feed && other.Column == change.Column
            && (other.Kind == change.Kind || other.Kind == SchemaChangeKind.Drop || IsType(other.Kind) && IsType(change.Kind))))
        {
            throw map.Error("column", $"'{change.Column}' has changed like that before", "Leave one of the changes out.");
        }

        switch (change.Kind)
        {
            case SchemaChangeKind.Rename:
                CheckNewName(map, "to", change, change.To);
                break;
            case SchemaChangeKind.Retype:
                CheckTo(map, change, SchemaChange.ForRetype(column.Kind), isRequired: true);
                break;
            default:
                if (change.To.Length > 0 || (change.Kind == SchemaChangeKind.Widen && !SchemaChange.CanWiden(column.Kind)))
                {
                    throw map.Error(
                        change.To.Length > 0 ? "to" : "column",
                        change.To.Length > 0 ? "stands here for nothing" : $"'{change.Column}' holds text, which is as wide as it gets",
                        change.To.Length > 0 ? $"Leave it out: '{Kinds[(int)change.Kind]}' needs none." : "Choose a column with numbers or times.");
                }

                break;
        }
    }

    private static bool IsType(SchemaChangeKind kind) => kind is SchemaChangeKind.Widen or SchemaChangeKind.Retype;

    private static void CheckNewName(YamlMap map, string key, SchemaChange change, string name)
    {
        bool isName = name.Length is > 0 and <= 60 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ' ' or '-');
        bool isTaken = change.Feed.Columns.Any(column => column.Name == name)
            || (change.Kind == SchemaChangeKind.Add && change.Feed.FindColumn(name) >= 0);
        if (!isName || isTaken)
        {
            throw map.Error(
                key,
                isName ? $"{change.Feed.Name} has a column '{name}'" : $"'{name}' cannot be the name of a column",
                "Use a name of letters, digits and underscores that the feed does not know.");
        }
    }

    private static void CheckTo(YamlMap map, SchemaChange change, IReadOnlyList<string> known, bool isRequired)
    {
        if ((change.To.Length > 0 || isRequired) && !known.Contains(change.To))
        {
            throw map.Error(
                "to",
                known.Count == 0 ? $"'{change.Column}' cannot have another type" : $"'{change.To}' is not a type for '{change.Column}'",
                known.Count == 0 ? "Choose a column with numbers or times." : $"Use {string.Join(" or ", known)}.");
        }
    }
}
