using System.Globalization;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Output;

/// <summary>The lake beside the truth, as tables.</summary>
internal static class VerificationReport
{
    /// <summary>More figures than this are not read one by one; those that fail are still listed.</summary>
    private const int MostFigures = 80;

    private static readonly string[] RowChecks = ["rows", "rows missing", "rows invented", "rows doubled", "cells wrong"];

    public static void Write(Verification verification)
    {
        WriteTables(verification);
        WriteFigures(verification);
        WriteFaults(verification);
        WriteUnknowable(verification);
        WriteDifferences(verification);
        foreach (var note in verification.Notes)
        {
            Console.WriteLine(note);
        }

        var failed = verification.Checks.Count(c => !c.Pass);
        Console.WriteLine(verification.Pass
            ? $"Verified: all {verification.Checks.Count} checks passed."
            : $"NOT verified: {failed} of {verification.Checks.Count} checks failed.");
    }

    /// <summary>A number as people read it, with as many decimals as it needs.</summary>
    public static string Number(double value) => value == Math.Floor(value)
        ? Texts.Count((long)value)
        : value.ToString(Math.Abs(value) < 1000 ? "0.######" : "#,0.00", CultureInfo.InvariantCulture);

    /// <summary>Whether a check is one of those that stand in the table of tables.</summary>
    public static bool IsOfTable(ScoreCheck check, Verification verification) =>
        RowChecks.Contains(check.Name) && verification.Tables.Any(t => t.Table == check.Layer);

    /// <summary>A cell's or row's difference in words.</summary>
    public static string InWords(Difference difference) => difference.What switch
    {
        "missing" => "the row is missing",
        "extra" => "the row should not be there",
        "doubled" => $"the key stands {difference.Found}",
        _ => $"{difference.Column}: {difference.Found ?? "(empty)"} instead of {difference.Truth ?? "(empty)"}",
    };

    private static void WriteTables(Verification verification)
    {
        var tables = new TableView("", "table", "rows that can be known>", "found>", "missing>", "invented>", "doubled>", "wrong cells>", "columns>");
        foreach (var table in verification.Tables)
        {
            var pass = verification.Checks.Where(c => c.Layer == table.Table && IsOfTable(c, verification)).All(c => c.Pass);
            tables.Add(pass ? "ok" : "FAIL", table.Table, Texts.Count(table.Expected), Texts.Count(table.Found), Texts.Count(table.Missing),
                Texts.Count(table.Extra), Texts.Count(table.Doubled), Texts.Count(table.WrongCells), Texts.Count(table.Columns.Count));
        }

        tables.Write("Row by row", "No table was compared row by row.");
    }

    private static void WriteFigures(Verification verification)
    {
        var all = verification.Checks.Where(c => !IsOfTable(c, verification)).ToList();
        if (all.Count == 0)
        {
            return;
        }

        var shown = all.Count > MostFigures ? [.. all.Where(c => !c.Pass)] : all;
        var figures = new TableView("", "figure", "read from", "truth>", "can be known>", "found>", "error>");
        foreach (var check in shown)
        {
            figures.Add(check.Pass ? "ok" : "FAIL", check.Name, check.Layer, Number(check.Truth), Number(check.Knowable),
                Number(check.Found), check.ErrorPct.ToString("0.####", CultureInfo.InvariantCulture) + " %");
        }

        figures.Write("Figures", "");
        if (shown.Count < all.Count)
        {
            Console.WriteLine($"{Texts.Count(all.Count - shown.Count)} more figures agree; the report lists them.");
        }
    }

    private static void WriteFaults(Verification verification)
    {
        var faults = new TableView("fault", "injected>", "handled>", "unrecoverable>", "missed>", "false alarms>");
        foreach (var fault in verification.Faults)
        {
            faults.Add(fault.Kind, Texts.Count(fault.Injected), Texts.Count(fault.Handled), Texts.Count(fault.Unrecoverable),
                Texts.Count(fault.Missed), Texts.Count(fault.FalseAlarms));
        }

        if (verification.Faults.Count > 0)
        {
            faults.Write("What was broken on purpose, and what became of it");
        }
    }

    private static void WriteUnknowable(Verification verification)
    {
        var unknowable = new TableView("table", "column", "why", "rows or cells>");
        foreach (var group in verification.Unknowable)
        {
            unknowable.Add(group.Table, group.Column ?? "(rows)", group.Reason, Texts.Count(group.Count));
        }

        if (verification.Unknowable.Count > 0)
        {
            unknowable.Write("What nobody can know from what was written");
        }
    }

    private static void WriteDifferences(Verification verification)
    {
        if (verification.Differences.Count == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine("Where it is wrong (the first of each table and column)");
        foreach (var difference in verification.Differences)
        {
            Console.WriteLine($"  {difference.Table}, {difference.Key}: {InWords(difference)}");
        }

        Console.WriteLine();
    }
}
