using System.Globalization;
using System.Text;
using Waybill.Events.Feeds;

namespace Waybill.Sim.Faults;

/// <summary>
/// A header as another version of the source system writes it: names spelled differently, names that are known aliases,
/// or the columns (and their rows) in another order.
/// </summary>
internal sealed class HeaderChange
{
    private const int Styles = 5;

    private HeaderChange(string header, int[]? order)
    {
        Header = header;
        Order = order;
    }

    public string Header { get; }

    /// <summary>When columns are reordered: which column stands at each place.</summary>
    public int[]? Order { get; }

    public static HeaderChange Make(FeedDefinition feed, ulong bits)
    {
        IEnumerable<string> names = feed.Columns.Select(column => column.Name);
        ulong detail = bits / Styles;
        return (bits % Styles) switch
        {
            0 => new(string.Join(',', names.Select(name => Title(name, " "))), null),
            1 => new(string.Join(',', names.Select(name => name.ToUpperInvariant())), null),
            2 => new(string.Join(',', names.Select(Camel)), null),
            3 => new(string.Join(',', feed.Columns.Select((column, i) => Alias(column, detail, i))), null),
            _ => Reordered(feed, detail),
        };
    }

    private static HeaderChange Reordered(FeedDefinition feed, ulong bits)
    {
        // A rotation keeps every column away from its place, and is undone by reading names, never by guessing.
        int count = feed.Columns.Count;
        int by = 1 + (int)(bits % (ulong)(count - 1));
        int[] order = [.. Enumerable.Range(0, count).Select(place => (place + by) % count)];
        return new(string.Join(',', order.Select(column => feed.Columns[column].Name)), order);
    }

    private static string Alias(FeedColumn column, ulong bits, int index)
    {
        int choice = (int)((bits >> index) % (ulong)(column.Aliases.Count + 1));
        bool first = index == 0;
        return choice < column.Aliases.Count ? column.Aliases[choice] : first ? column.Aliases[0] : column.Name;
    }

    private static string Title(string name, string separator) => string.Join(
        separator,
        name.Split('_').Select(word => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word)));

    private static string Camel(string name)
    {
        var title = new StringBuilder(Title(name, ""));
        title[0] = char.ToLowerInvariant(title[0]);
        return title.ToString();
    }
}
