using System.Globalization;
using System.Text;
using Waybill.Pipeline.Score;
using static Waybill.Cli.Output.Html;

namespace Waybill.Cli.Output;

/// <summary>The lake beside the truth, as one HTML page that needs nothing else; it follows the reader's light or dark setting.</summary>
internal static class VerificationPage
{
    /// <summary>The whole page.</summary>
    /// <param name="verification">What was found.</param>
    /// <param name="subject">What was verified, in words.</param>
    /// <param name="strictness">How strictly, in words.</param>
    public static string Write(Verification verification, string subject, string strictness)
    {
        var page = new StringBuilder();
        page.Append(Head($"{(verification.Pass ? "Verified" : "Not verified")}: {subject}"));
        page.Append($"""
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

        return page.Append(End).ToString();
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

    private static string Mark(bool pass) => pass ? "<span class=\"ok\">ok</span>" : "<span class=\"fail\">FAIL</span>";

    private static string Count(long value) => Text(Texts.Count(value));
}
