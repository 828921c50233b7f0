using System.Globalization;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Output;

/// <summary>The lake beside the truth, as tables.</summary>
internal static class VerificationReport
{
    public static void Write(Verification verification)
    {
        var checks = new TableView("", "check", "read from", "truth>", "can be known>", "found>", "error>");
        foreach (var check in verification.Checks)
        {
            checks.Add(check.Pass ? "ok" : "FAIL", check.Name, check.Layer, Number(check.Truth), Number(check.Knowable),
                Number(check.Found), check.ErrorPct.ToString("0.####", CultureInfo.InvariantCulture) + " %");
        }

        checks.Write("Against the truth");
        var faults = new TableView("fault", "injected>", "handled>", "unrecoverable>", "missed>", "false alarms>");
        foreach (var fault in verification.Faults)
        {
            faults.Add(fault.Kind, Texts.Count(fault.Injected), Texts.Count(fault.Handled), Texts.Count(fault.Unrecoverable),
                Texts.Count(fault.Missed), Texts.Count(fault.FalseAlarms));
        }

        faults.Write("What was broken on purpose, and what became of it", "No faults were injected.");
        var failed = verification.Checks.Count(c => !c.Pass);
        Console.WriteLine(verification.Pass
            ? $"Verified: all {verification.Checks.Count} checks passed."
            : $"NOT verified: {failed} of {verification.Checks.Count} checks failed.");
    }

    private static string Number(double value) => value == Math.Floor(value)
        ? Texts.Count((long)value)
        : value.ToString(Math.Abs(value) < 1000 ? "0.######" : "#,0.00", CultureInfo.InvariantCulture);
}
