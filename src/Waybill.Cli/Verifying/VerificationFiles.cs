using System.Text;
using Waybill.Cli.Output;
using Waybill.Events;
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
        Put(folder, Page, Encoding.UTF8.GetBytes(VerificationPage.Write(verification, subject, strictness)));
        Put(folder, JUnit, VerificationJUnit.Write(verification));
    }

    private static void Put(string folder, string name, byte[] bytes)
    {
        var target = Path.Combine(folder, name);
        var temporary = Path.Combine(folder, "." + name + ".part");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WaybillException(WaybillErrorKind.Storage, $"The report {target} cannot be written: {e.Message}",
                "Make the folder writable, or free some space.", e);
        }
    }
}
