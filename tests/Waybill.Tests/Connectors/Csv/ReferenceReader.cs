using System.Text;
using System.Text.Unicode;
using Waybill.Connectors.Reading;

namespace Waybill.Tests.Connectors.Csv;

/// <summary>
/// What reading must give, written for clearness alone: the whole file in memory, byte by byte, no vectors, no blocks.
/// Gives one line of text for each row and each reject, in the order of the file.
/// </summary>
internal static class ReferenceReader
{
    /// <summary>Everything behind the header, which is one line and has this many columns.</summary>
    internal static List<string> Read(byte[] file, int columns, ReadLimits limits)
    {
        var found = new List<string>();
        var at = Array.IndexOf(file, (byte)'\n') + 1;
        var line = 2L;
        while (at > 0 && at < file.Length)
        {
            var lineEnd = EndOfLine(file, at);
            if (IsBlank(file, at, lineEnd))
            {
                (at, line) = (lineEnd + 1, line + 1);
            }
            else if (lineEnd - at > limits.MaxRecordBytes)
            {
                found.Add($"{line} line_too_long {Convert.ToHexString(file, at, lineEnd - at)}");
                (at, line) = (lineEnd + 1, line + 1);
            }
            else
            {
                var (next, rule, fields) = Record(file, at, columns, limits.MaxRecordBytes);
                var bytes = file.AsSpan(at, EndOfRecord(file, next) - at);
                rule ??= bytes.Contains((byte)0) ? "nul_byte" : null;
                var isUtf8 = Utf8.IsValid(bytes);
                found.Add(rule is null
                    ? $"{line} row {string.Join('|', fields.Select(f => Decode(f, isUtf8)))}"
                    : $"{line} {rule} {Convert.ToHexString(bytes)}");
                line += bytes.Count((byte)'\n') + 1;
                at = next;
            }
        }

        return found;
    }

    private static (int Next, string? Rule, List<byte[]> Fields) Record(byte[] file, int start, int columns, int max)
    {
        var fields = new List<byte[]>();
        var at = start;
        while (true)
        {
            var field = new List<byte>();
            if (at < file.Length && file[at] == '"')
            {
                var close = at + 1;
                while (close < Math.Min(file.Length, start + max) && !(file[close] == '"' && !IsDoubled(file, close, start + max)))
                {
                    field.Add(file[close]);
                    close += file[close] == '"' ? 2 : 1;
                }

                var lineEnd = EndOfLine(file, start);
                if (close >= Math.Min(file.Length, start + max))
                {
                    return (lineEnd + 1, "unclosed_quote", fields);
                }

                at = close + 1;
                if (at < file.Length && file[at] == '\r' && (at + 1 == file.Length || file[at + 1] == '\n'))
                {
                    at++;
                }

                if (at < file.Length && file[at] != ',' && file[at] != '\n')
                {
                    return (lineEnd + 1, close < lineEnd ? "bad_quoting" : "unclosed_quote", fields);
                }
            }
            else
            {
                while (at < file.Length && file[at] != ',' && file[at] != '\n')
                {
                    field.Add(file[at++]);
                }

                if ((at == file.Length || file[at] == '\n') && field.Count > 0 && field[^1] == '\r')
                {
                    field.RemoveAt(field.Count - 1);
                }
            }

            fields.Add([.. field]);
            if (at == file.Length || file[at] == '\n')
            {
                return Judge(file, start, at, fields, columns, max);
            }

            at++;
        }
    }

    private static (int Next, string? Rule, List<byte[]> Fields) Judge(
        byte[] file, int start, int end, List<byte[]> fields, int columns, int max)
    {
        var lineEnd = EndOfLine(file, start);
        if (lineEnd < end && (fields.Count != columns || end - start > max))
        {
            return (lineEnd + 1, "unclosed_quote", fields);
        }

        return (end + 1, fields.Count == columns ? null : "ragged_row", fields);
    }

    private static bool IsDoubled(byte[] file, int quote, int limit) =>
        quote + 1 < Math.Min(file.Length, limit) && file[quote + 1] == '"';

    private static int EndOfLine(byte[] file, int at)
    {
        var end = Array.IndexOf(file, (byte)'\n', at);
        return end < 0 ? file.Length : end;
    }

    private static int EndOfRecord(byte[] file, int next) =>
        Math.Min(next <= file.Length && file[next - 1] == '\n' ? next - 1 : next, file.Length);

    private static bool IsBlank(byte[] file, int at, int lineEnd) =>
        lineEnd == at || (lineEnd == at + 1 && file[at] == '\r');

    private static string Decode(byte[] field, bool isUtf8) =>
        isUtf8 ? Encoding.UTF8.GetString(field) : Windows1252.Decode(field);
}
