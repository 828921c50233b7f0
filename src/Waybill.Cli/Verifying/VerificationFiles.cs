using Waybill.Cli.Output;
using Waybill.Cli.Reports;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Verifying;

/// <summary>What a verification leaves in the reports folder: a page for people and JUnit XML for machines.</summary>
internal static class VerificationFiles
{
    public const string Page = "verify.html";
    public const string JUnit = "verify.xml";

    /// <summary>Writes both; readers never see half a file.</summary>
    public static void Write(string folder, Verification verification, string subject, double? tolerancePct)
    {
        var strictness = tolerancePct is null
            ? "Everything must equal what can be known."
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"An error of {tolerancePct} % is allowed.");
        ReportFile.Write(Path.Combine(folder, Page), VerificationPage.Write(verification, subject, strictness));
        ReportFile.Write(Path.Combine(folder, JUnit), VerificationJUnit.Write(verification));
    }
}
