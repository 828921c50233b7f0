using System.Text;
using Waybill.Events;
using Waybill.Events.Text;

namespace Waybill.Speed.Rules;

/// <summary>A small table that people edit, row by row, its cells found by the names in the first line.</summary>
internal sealed class SeedCsv
{
    private readonly string[] _columns;
    private readonly string[] _cells;

    private SeedCsv(string place, string[] columns, string[] cells)
    {
        Place = place;
        _columns = columns;
        _cells = cells;
    }

    /// <summary>File and line, for messages.</summary>
    public string Place { get; }

    /// <summary>The cell without blanks around it; null when it is empty.</summary>
    public string? this[string column] => _cells[Array.IndexOf(_columns, column)] is { Length: > 0 } text ? text : null;

    public static IEnumerable<SeedCsv> Read(string text, string place, params string[] columns)
    {
        string[]? header = null;
        int number = 0;
        foreach (string line in text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            string[] cells = Cells(line);
            if (header is null)
            {
                RequireColumns(cells, columns, place);
                header = cells;
                continue;
            }

            if (cells.Length != header.Length)
            {
                throw new WaybillException(
                    WaybillErrorKind.BadInput, $"{place}:{number}: {cells.Length} cells under {header.Length} columns", "Give every row one cell a column.");
            }

            yield return new SeedCsv($"{place}:{number}", header, cells);
        }

        RequireColumns(header ?? [], columns, place);
    }

    /// <summary>The cell as a number of thousandths, or null when it is empty.</summary>
    public int? Milli(string column)
    {
        string? text = this[column];
        return text is null ? null : MilliText.Parse(text) ?? throw NotANumber(column, text);
    }

    public WaybillException NotANumber(string column, string text) =>
        new(WaybillErrorKind.BadInput, $"{Place}: {column} '{text}' is no number", "Write it with a point and at most three decimals.");

    private static void RequireColumns(string[] header, string[] columns, string place)
    {
        string? missing = Array.Find(columns, c => !header.Contains(c));
        if (missing is not null)
        {
            throw new WaybillException(
                WaybillErrorKind.BadInput, $"{place}: there is no column '{missing}'", $"The first line names the columns {string.Join(',', columns)}.");
        }
    }

    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(line);
        while (true)
        {
            int length = CsvText.FieldLength(rest);
            string cell = Encoding.UTF8.GetString(rest[..length]);
            cells.Add((cell is ['"', .., '"'] ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell).Trim());
            if (length >= rest.Length)
            {
                return [.. cells];
            }

            rest = rest[(length + 1)..];
        }
    }
}
