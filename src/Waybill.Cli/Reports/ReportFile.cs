using System.Text;
using Waybill.Events;

namespace Waybill.Cli.Reports;

/// <summary>A file for readers who never see half of it.</summary>
internal static class ReportFile
{
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <exception cref="WaybillException">It cannot be written.</exception>
    public static void Write(string path, byte[] bytes)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, "." + Path.GetFileName(path) + ".part");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WaybillException(WaybillErrorKind.Storage, $"The report {path} cannot be written: {e.Message}",
                "Make the folder writable, or free some space.", e);
        }
    }
}
