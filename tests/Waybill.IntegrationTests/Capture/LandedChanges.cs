using System.Globalization;
using System.Text;
using Waybill.Connectors.Capture;

namespace Waybill.IntegrationTests.Capture;

/// <summary>The change files of a workspace, read as a reader would who knows only their rules.</summary>
internal sealed class LandedChanges(string workspace)
{
    private static readonly string[] OwnColumns = ["op", "lsn", "tx", "committed_at", "before"];

    /// <summary>A row as text that tells null from empty.</summary>
    public static string Text(IEnumerable<(string Name, string? Value)> row) =>
        string.Join('|', row.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => $"{c.Name}={(c.Value is null ? "null" : $"<{c.Value}>")}"));

    /// <summary>All lines of a table in the order of files and lines.</summary>
    /// <param name="table">Name of its folder.</param>
    /// <param name="upTo">Only files of batches that end here or before; null for all.</param>
    public List<Dictionary<string, string?>> Lines(string table, Lsn? upTo = null)
    {
        var folder = Path.Combine(workspace, "landing", "shop", table);
        var lines = new List<Dictionary<string, string?>>();
        foreach (var file in (Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csv") : []).Order(StringComparer.Ordinal))
        {
            if (upTo is { } last && PlaceOf(file) > last.Value)
            {
                continue;
            }

            var records = Records(File.ReadAllText(file));
            var header = records[0];
            lines.AddRange(records.Skip(1).Select(r => header.Zip(r).ToDictionary(p => p.First!, p => p.Second, StringComparer.Ordinal)));
        }

        return lines;
    }

    /// <summary>The rows that are left when, by key, the line with the highest number wins and deletions remove.</summary>
    public SortedDictionary<string, string> Rows(string table, params string[] key)
    {
        var last = new Dictionary<string, Dictionary<string, string?>>(StringComparer.Ordinal);
        foreach (var line in Lines(table))
        {
            var id = Text(key.Select(k => (k, line[k])));
            if (!last.TryGetValue(id, out var other) || Number(line) > Number(other))
            {
                last[id] = line;
            }
        }

        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, line) in last.Where(l => l.Value["op"] != "D"))
        {
            rows.Add(id, Text(line.Where(c => !OwnColumns.Contains(c.Key)).Select(c => (c.Key, c.Value))));
        }

        return rows;
    }

    public static long Number(Dictionary<string, string?> line) => long.Parse(line["lsn"]!, CultureInfo.InvariantCulture);

    // <table>_<day>_<time>_<place>[_<again>].csv, where only the table's name has unknown parts.
    private static ulong PlaceOf(string file) => ulong.Parse(
        Path.GetFileNameWithoutExtension(file).Split('_').Last(p => p.Length == 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static List<List<string?>> Records(string text)
    {
        var records = new List<List<string?>>();
        var record = new List<string?>();
        for (var at = 0; at < text.Length;)
        {
            record.Add(Field(text, ref at));
            if (text[at++] == '\n')
            {
                records.Add(record);
                record = [];
            }
        }

        return records;
    }

    private static string? Field(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var end = text.AsSpan(at).IndexOfAny(',', '\n');
            var plain = text.Substring(at, end);
            at += end;
            return plain.Length == 0 ? null : plain;
        }

        var value = new StringBuilder();
        for (at++; text[at] != '"' || text[at + 1] == '"'; at++)
        {
            at += text[at] == '"' ? 1 : 0;
            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
