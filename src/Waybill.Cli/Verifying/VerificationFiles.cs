using Waybill.Cli.Output;
using Waybill.Cli.Reports;
using Waybill.Cli.Workspaces;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Verifying;

/// <summary>What a verification leaves in the reports folder: a page for people, JUnit XML for CI systems, JSON for the dashboard.</summary>
internal static class VerificationFiles
{
    public const string Page = "verify.html";
    public const string JUnit = "verify.xml";

    /// <summary>Writes what a workspace's own lake was found to be.</summary>
    public static void Write(Workspace workspace, Verification verification, double? tolerancePct) =>
        Write(workspace.Reports, verification, $"The lake of {Path.GetFileName(workspace.Root)}", tolerancePct);

    /// <summary>Writes all; readers never see half a file.</summary>
    public static void Write(string folder, Verification verification, string subject, double? tolerancePct)
    {
        var strictness = tolerancePct is null
            ? "Everything must equal what can be known."
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"An error of {tolerancePct} % is allowed.");
        ReportFile.Write(Path.Combine(folder, Page), VerificationPage.Write(verification, subject, strictness));
        ReportFile.Write(Path.Combine(folder, JUnit), VerificationJUnit.Write(verification));
        var time = SystemClock.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        ReportFile.Write(Path.Combine(folder, VerificationFile.Name), VerificationFile.Write(new SavedVerification(time, subject, tolerancePct, verification)));
    }
}
