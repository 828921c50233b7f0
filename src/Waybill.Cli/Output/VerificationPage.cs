using System.Globalization;
using System.Net;
using System.Text;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Output;

/// <summary>The lake beside the truth, as one HTML page that needs nothing else; it follows the reader's light or dark setting.</summary>
internal static class VerificationPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --dim: #59636e; --paper: #ffffff; --line: #d1d9e0; --good: #1a7f37; --bad: #b42318; --tint: #f6f8fa }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --dim: #9198a1; --paper: #0d1117; --line: #30363d; --good: #4ac26b; --bad: #ff7b72; --tint: #161b22 } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 72rem; padding: 2rem 1rem 4rem }
        h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem }
        p { margin: .4rem 0; color: var(--dim) } .verdict { font-size: 1.1rem; font-weight: 600 } .ok { color: var(--good) } .fail { color: var(--bad); font-weight: 600 }
        .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% } caption { text-align: left; color: var(--dim) }
        th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top } th { background: var(--tint); position: sticky; top: 0 }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } code { font: .92em ui-monospace, monospace; overflow-wrap: anywhere }
        """;

    /// <summary>The whole page.</summary>
    /// <param name="verification">What was found.</param>
    /// <param name="subject">What was verified, in words.</param>
    /// <param name="strictness">How strictly, in words.</param>
    public static string Write(Verification verification, string subject, string strictness)
    {
        var page = new StringBuilder();
        page.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(verification.Pass ? "Verified" : "Not verified")}: {Text(subject)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>Waybill verification</h1>
            <p>{Text(subject)}. {Text(strictness)}</p>
            <p class="verdict {(verification.Pass ? "ok" : "fail")}">{Text(Verdict(verification))}</p>

            """);
        AppendDifferences(page, verification);
        AppendTables(page, verification);
        AppendFigures(page, verification);
        AppendFaults(page, verification);
        AppendUnknowable(page, verification);
        foreach (var note in verification.Notes)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(note)}</p>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Verdict(Verification verification) => verification.Pass
        ? $"Verified: all {verification.Checks.Count} checks passed."
        : $"Not verified: {verification.Checks.Count(c => !c.Pass)} of {verification.Checks.Count} checks failed.";

    private static void AppendDifferences(StringBuilder page, Verification verification)
    {
        if (verification.Differences.Count > 0)
        {
            Table(page, "Where it is wrong", "The first rows and cells of each table and column.",
                ["table", "key", "column", "truth", "found", "what"],
                verification.Differences.Select(d => new[]
                {
                    Code(d.Table), Code(d.Key), Code(d.Column ?? ""), Code(d.Truth ?? ""), Code(d.Found ?? ""),
                    Text(d.What == "different" ? "another value" : VerificationReport.InWords(d)),
                }));
        }
    }

    private static void AppendTables(StringBuilder page, Verification verification) =>
        Table(page, "Row by row", "Every row and column of these tables, beside what can be known.",
            ["", "table", "can be known>", "found>", "missing>", "invented>", "doubled>", "wrong cells>", "columns without a truth"],
            verification.Tables.Select(t => new[]
            {
                Mark(verification.Checks.Where(c => c.Layer == t.Table && VerificationReport.IsOfTable(c, verification)).All(c => c.Pass)),
                Code(t.Table), Count(t.Expected), Count(t.Found), Count(t.Missing), Count(t.Extra), Count(t.Doubled), Count(t.WrongCells),
                Text(string.Join(", ", t.NotCompared)),
            }));

    private static void AppendFigures(StringBuilder page, Verification verification) =>
        Table(page, "Figures", "The truth, what the written data allow, and what the tables say.",
            ["", "figure", "read from", "truth>", "can be known>", "found>", "error %>"],
            verification.Checks.Where(c => !VerificationReport.IsOfTable(c, verification)).Select(c => new[]
            {
                Mark(c.Pass), Text(c.Name), Code(c.Layer), Text(VerificationReport.Number(c.Truth)), Text(VerificationReport.Number(c.Knowable)),
                Text(VerificationReport.Number(c.Found)), Text(c.ErrorPct.ToString("0.####", CultureInfo.InvariantCulture)),
            }));

    private static void AppendFaults(StringBuilder page, Verification verification) =>
        Table(page, "Injected faults", "What was broken on purpose, and what became of it.",
            ["", "kind", "injected>", "handled>", "unrecoverable>", "missed>", "false alarms>"],
            verification.Faults.Select(f => new[]
            {
                Mark(f.Missed == 0 && f.FalseAlarms == 0), Code(f.Kind), Count(f.Injected), Count(f.Handled), Count(f.Unrecoverable),
                Count(f.Missed), Count(f.FalseAlarms),
            }));

    private static void AppendUnknowable(StringBuilder page, Verification verification) =>
        Table(page, "What nobody can know", "Values and rows that the written data lost. They are not counted as wrong.",
            ["table", "column", "why", "rows or cells>"],
            verification.Unknowable.Select(u => new[] { Code(u.Table), Text(u.Column ?? "(rows)"), Text(u.Reason), Count(u.Count) }));

    /// <summary>A table of cells that are HTML already; columns whose name ends in &gt; hold numbers.</summary>
    private static void Table(StringBuilder page, string title, string caption, string[] columns, IEnumerable<string[]> rows)
    {
        var cells = rows.ToList();
        if (cells.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture,
            $"<h2>{Text(title)}</h2>\n<div class=\"scroll\"><table>\n<caption>{Text(caption)}</caption>\n<thead><tr>");
        foreach (var column in columns)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{Align(column)}>{Text(column.TrimEnd('>'))}</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in cells)
        {
            page.Append("<tr>");
            for (var i = 0; i < columns.Length; i++)
            {
                page.Append(CultureInfo.InvariantCulture, $"<td{Align(columns[i])}>{row[i]}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n");
    }

    private static string Align(string column) => column.EndsWith('>') ? " class=\"n\"" : "";

    private static string Mark(bool pass) => pass ? "<span class=\"ok\">ok</span>" : "<span class=\"fail\">FAIL</span>";

    private static string Count(long value) => Text(Texts.Count(value));

    private static string Code(string text) => text.Length == 0 ? "" : $"<code>{Text(text)}</code>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
