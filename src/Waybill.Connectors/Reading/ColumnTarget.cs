using Waybill.Events.Feeds;

namespace Waybill.Connectors.Reading;

/// <summary>The columns that the names in a file are matched against.</summary>
internal sealed class ColumnTarget
{
    private readonly Func<string, int> _find;

    private ColumnTarget(
        string name, IReadOnlyList<string> columns, IReadOnlyList<bool> required, Func<string, int> find, bool keepsNames)
    {
        Name = name;
        Columns = columns;
        Required = required;
        _find = find;
        KeepsExtraNames = keepsNames;
    }

    internal string Name { get; }

    internal IReadOnlyList<string> Columns { get; }

    internal IReadOnlyList<bool> Required { get; }

    /// <summary>Columns that a file usually has, although one without them can be read.</summary>
    internal IReadOnlySet<string> Usual { get; init; } = new HashSet<string>();

    /// <summary>True when columns that are not among ours keep their names letter by letter.</summary>
    internal bool KeepsExtraNames { get; }

    /// <summary>Names that an extra column must not have, because something downstream adds them.</summary>
    internal IReadOnlySet<string> ReservedNames { get; init; } = new HashSet<string>();

    internal static ColumnTarget ForFeed(FeedDefinition feed, IReadOnlySet<string> reservedNames) =>
        new(
            feed.Name,
            [.. feed.Columns.Select(c => c.Name)],
            [.. feed.Columns.Select(c => c.IsRequired)],
            feed.FindColumn,
            keepsNames: false)
        {
            ReservedNames = reservedNames,
            Usual = feed.Columns.Where(c => c is { IsListed: true, IsRequired: false }).Select(c => c.Name).ToHashSet(),
        };

    /// <summary>Any file: all its columns are taken by the names in it.</summary>
    internal static ColumnTarget ForAnything(string name) => new(name, [], [], static _ => -1, keepsNames: true);

    /// <summary>Index of the column that a header name stands for, by name or alias, or -1.</summary>
    internal int Find(string headerName) => _find(headerName);

    internal bool IsExactName(int column, string headerName) =>
        NameFolder.Fold(headerName) == NameFolder.Fold(Columns[column]);
}
