using System.Text;
using System.Text.Json;
using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Tests.Sim.Faults;

namespace Waybill.Tests.Cli.Simulate;

/// <summary>
/// A feed's files as lines: CSV lines, or the elements of an array that stand one on a line. Knows nothing of the code that
/// writes them.
/// </summary>
internal sealed class FeedText(FeedDefinition feed)
{
    private readonly bool _json = feed.Format == FeedFormat.Json;

    /// <summary>The rows of a file without header or brackets, and whether the last one is cut.</summary>
    public (string? Header, List<string> Rows, bool IsCut) Read(byte[] file)
    {
        string text = Encoding.Latin1.GetString(file);
        string[] lines = text.Split('\n');
        string first = lines[0];
        if (!_json)
        {
            bool cut = lines[^1].Length > 0;
            return (first, [.. lines[1..(cut ? lines.Length : lines.Length - 1)]], cut);
        }

        Xunit.Assert.Equal("[", first);
        bool closed = text.EndsWith("\n]\n", StringComparison.Ordinal);
        string[] elements = closed ? lines[1..^2] : lines[1..];
        return (null, [.. elements.Select((line, i) => i < elements.Length - 1 || !closed && line.EndsWith(',') ? line[..^1] : line)], !closed);
    }

    /// <summary>The ledger's key of a clean row.</summary>
    public string Key(string row, string localDay)
    {
        if (_json)
        {
            using var element = JsonDocument.Parse(row);
            return $"{element.RootElement.GetProperty("machine_id").GetString()} {element.RootElement.GetProperty("timestamp").GetString()}";
        }

        List<string> fields = LedgerLine.Split(row);
        return feed.Name switch
        {
            "logistics" => $"{fields[0]}|{fields[1]}",
            "operator_logs" => $"{fields[1]} {localDay} {fields[0]}",
            _ => fields[0],
        };
    }

    /// <summary>The row with another value in a column.</summary>
    public string Replace(string row, LedgerLine fault)
    {
        string written = fault.Kind == "bad_encoding"
            ? Encoding.Latin1.GetString(Convert.FromHexString(fault.WrittenValue[2..]))
            : fault.WrittenValue;
        List<string> fields = Fields(row);
        int index = feed.FindColumn(fault.Field);
        Xunit.Assert.Equal(fault.TrueValue, Plain(fields[index]));
        fields[index] = fault.Kind == "bad_quoting" ? written : Encode(written, index);
        return Join(fields);
    }

    /// <summary>The row that stands in a file with this header, put into the usual columns; null when it is none.</summary>
    public string? ToUsual(string row, IReadOnlyList<string> header)
    {
        List<string>? values = _json ? Values(row, header) : RawFields(row);
        if (values is null || values.Count != header.Count)
        {
            return null;
        }

        return Join([.. Enumerable.Range(0, feed.Columns.Count).Select(
            column => values[header.ToList().FindIndex(name => feed.FindColumn(name) == column)])]);
    }

    /// <summary>The stale copy of a row.</summary>
    public string Stale(string row, LedgerLine fault)
    {
        List<string> fields = Fields(Replace(row, fault));
        fields[^1] = (long.Parse(fields[^1]) - 1).ToString();
        return Join(fields);
    }

    private static List<string>? Values(string row, IReadOnlyList<string> names)
    {
        try
        {
            using var element = JsonDocument.Parse(row);
            return [.. element.RootElement.EnumerateObject().Index().Select(property =>
            {
                Xunit.Assert.Equal(names[property.Index], property.Item.Name);
                return property.Item.Value.GetRawText();
            })];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Fields with their quotes; null when a quote is never closed.</summary>
    private static List<string>? RawFields(string row)
    {
        var fields = new List<string>();
        bool quoted = false;
        int start = 0;
        for (int i = 0; i <= row.Length; i++)
        {
            if (i == row.Length || (row[i] == ',' && !quoted))
            {
                fields.Add(row[start..i]);
                start = i + 1;
            }
            else if (row[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return quoted ? null : fields;
    }

    private List<string> Fields(string row) =>
        (_json ? Values(row, [.. feed.Columns.Select(column => column.Name)]) : RawFields(row))
        ?? throw new InvalidOperationException($"Not a clean row: {row}");

    private string Join(List<string> fields) => _json
        ? "{" + string.Join(',', fields.Select((value, i) => $"\"{feed.Columns[i].Name}\":{value}")) + "}"
        : string.Join(',', fields);

    private string Encode(string value, int column)
    {
        if (_json)
        {
            bool number = feed.Columns[column].Kind is FeedColumnKind.Number or FeedColumnKind.WholeNumber;
            return value.Length == 0 ? "null" : number ? value : $"\"{value}\"";
        }

        var buffer = new ByteBuffer();
        CsvText.AppendField(buffer, Encoding.Latin1.GetBytes(value));
        return Encoding.Latin1.GetString(buffer.Written);
    }

    private static string Plain(string field) => field.StartsWith('"') ? field[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : field;
}
