using System.Text.RegularExpressions;

namespace Waybill.Pipeline.Models;

/// <summary>The comment lines at the top of an SQL file: <c>-- name: value</c>, other lines are prose with an empty name.</summary>
internal static partial class SqlHeader
{
    /// <summary>Reads the header and hands out the query behind it.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="what">What the file is, for messages: model, panel.</param>
    /// <param name="known">The names that a header line may have.</param>
    /// <param name="body">Everything behind the header.</param>
    /// <exception cref="PipelineException">A name is unknown, or there is no query.</exception>
    public static List<(string Field, string Value, int Line)> Read(string file, string text, string what, IReadOnlyList<string> known, out string body)
    {
        var header = new List<(string, string, int)>();
        var lines = text.Split('\n');
        var at = 0;
        for (; at < lines.Length && lines[at].StartsWith("--", StringComparison.Ordinal); at++)
        {
            var match = HeaderLine().Match(lines[at]);
            if (!match.Success)
            {
                header.Add(("", lines[at].TrimStart('-').Trim(), at + 1));
                continue;
            }

            var field = match.Groups[1].Value;
            if (!known.Contains(field))
            {
                throw ModelFile.Bad(file, at + 1, $"'{field}' is not a field of a {what} header",
                    $"Known fields: {string.Join(", ", known)}. A line of prose must not begin with a word and a colon.");
            }

            header.Add((field, match.Groups[2].Value.Trim(), at + 1));
        }

        body = string.Join('\n', lines[at..]);
        return string.IsNullOrWhiteSpace(body)
            ? throw ModelFile.Bad(file, at + 1, "the file has a header but no query", "Write one select statement after the header.")
            : header;
    }

    [GeneratedRegex(@"^--\s*([a-z_]+):\s+(.*)$")]
    private static partial Regex HeaderLine();
}
