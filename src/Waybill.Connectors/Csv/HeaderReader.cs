using System.Text;
using System.Text.Unicode;
using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Csv;

/// <summary>
/// Reads the first line of a file: which delimiter it has and which of our columns its names mean. A column of ours
/// that is missing although it is required, or that is there twice, refuses the file: guessing would be silent damage.
/// </summary>
internal static class HeaderReader
{
    private const int MaxColumns = 4096;
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    /// <param name="line">The header line without its line end, at most as long as a record may be.</param>
    /// <param name="target">What to match it with.</param>
    /// <param name="delimiter">The delimiter when it is known, or null to find it out.</param>
    internal static HeaderReading Read(ReadOnlySpan<byte> line, ColumnTarget target, byte? delimiter = null)
    {
        if (line.Contains((byte)0))
        {
            return HeaderReading.Refuse(
                "the first line holds NUL bytes, so this is no text file or it is UTF-16 without a byte order mark; save it as UTF-8");
        }

        if (line.TrimEnd((byte)'\r').Contains((byte)'\r'))
        {
            return HeaderReading.Refuse("lines end with CR alone; save it with LF or CRLF line ends");
        }

        var names = delimiter is { } given ? Split(line, given) : null;
        if (names is null)
        {
            (delimiter, names) = Detect(line, target);
        }

        return names is null
            ? HeaderReading.Refuse("the first line is no header: its quotes are not closed, or it has more than 4096 columns")
            : Match(names, delimiter ?? (byte)',', target);
    }

    /// <summary>
    /// The delimiter that finds most of our columns, then the one that finds most columns; comma wins ties.
    /// </summary>
    private static (byte Delimiter, List<string>? Names) Detect(ReadOnlySpan<byte> line, ColumnTarget target)
    {
        (byte Delimiter, List<string>? Names) best = ((byte)',', null);
        var bestScore = (0, 0);
        var hasOpenQuote = false;
        foreach (var delimiter in Delimiters)
        {
            var names = Split(line, delimiter);
            hasOpenQuote |= names is null;
            if (names is not null)
            {
                var score = (names.Count(n => target.Find(n) >= 0), names.Count);
                if (score.CompareTo(bestScore) > 0)
                {
                    best = (delimiter, names);
                    bestScore = score;
                }
            }
        }

        return hasOpenQuote && bestScore.Item1 == 0 ? ((byte)',', null) : best;
    }

    private static unsafe List<string>? Split(ReadOnlySpan<byte> line, byte delimiter)
    {
        var fields = new CsvField[MaxColumns];
        fixed (byte* start = line)
        {
            // As many columns as it takes: the count of fields is not known before.
            var scan = new RecordScanner(delimiter, MaxColumns, line.Length).Scan(start, start + line.Length, true, fields);
            return scan.Outcome == RecordOutcome.Ragged && scan.Fields < MaxColumns
                ? [.. fields.Take(scan.Fields).Select(f => Decode(f).Trim())]
                : null;
        }
    }

    private static string Decode(CsvField field)
    {
        var bytes = field.Bytes;
        var text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Windows1252.Decode(bytes);
        return field.HasEscapes ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    private static HeaderReading Match(List<string> names, byte delimiter, ColumnTarget target)
    {
        var match = ColumnMatch.Of(names, target);
        if (match.Twice is { } twice)
        {
            return HeaderReading.Refuse(
                $"the header names the column '{twice.Column}' twice ('{twice.First}' and '{twice.Second}'); remove or rename one");
        }

        if (match.Missing.Count > 0)
        {
            return HeaderReading.Refuse(Missing(names, match, target));
        }

        var columns = match.Columns.Select(c => c.Column).ToList();
        var isPlain = delimiter == (byte)','
            && columns.All(c => c >= 0)
            && columns.Zip(columns.Skip(1), (a, b) => a < b).All(ascending => ascending);
        return new HeaderReading(new CsvLayout(delimiter, match.Columns, isPlain), "") { Remark = match.Remark };
    }

    private static string Missing(List<string> names, ColumnMatch match, ColumnTarget target)
    {
        var found = string.Join(", ", names.Take(20).Select(n => n.Length > 40 ? n[..40] + "…" : n));
        return match.Columns.All(c => c.Column < 0)
            ? $"the first line is no header of feed '{target.Name}': it has none of its columns (found: {found}); "
                + $"put the line '{string.Join(',', target.Columns.Where((_, c) => target.Required[c]))}' before the rows"
            : $"the header lacks the required columns {string.Join(", ", match.Missing)} of feed '{target.Name}' (found: {found}); "
                + "add them or map the file with 'sources:'";
    }
}
