using System.Text;
using Waybill.Cli.Reports;
using Waybill.Events;

namespace Waybill.Cli.Docs;

/// <summary>The folder that holds the reference. Files that do not bear the mark are somebody else's and are never touched.</summary>
internal static class ReferenceFolder
{
    /// <summary>From the folder to the models two levels up, as in this repository; empty when they are not there.</summary>
    public static string ModelsLink(string folder) =>
        File.Exists(Path.Combine(folder, "..", "..", "models", "macros.sql")) ? "../../models/" : "";

    public static ReferenceChanges Compare(string folder, IReadOnlyList<ReferencePage> pages)
    {
        var written = pages.Where(p => Read(folder, p.Path) != p.Text).Select(p => p.Path).ToList();
        var wanted = pages.Select(p => p.Path).ToHashSet(StringComparer.Ordinal);
        var removed = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
                .Where(f => !wanted.Contains(f) && IsOurs(folder, f))
                .Order(StringComparer.Ordinal)
                .ToList()
            : [];
        return new ReferenceChanges(written, removed);
    }

    /// <exception cref="WaybillException">A page cannot be written, or its place is taken by a file that is not ours.</exception>
    public static void Write(string folder, IReadOnlyList<ReferencePage> pages, ReferenceChanges changes)
    {
        if (changes.Written.FirstOrDefault(p => File.Exists(Path.Combine(folder, p)) && !IsOurs(folder, p)) is { } taken)
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"{Path.Combine(folder, taken)} was not written by 'waybill docs'.",
                "Give another folder with --out, or move the file.");
        }

        foreach (var page in pages.Where(p => changes.Written.Contains(p.Path)))
        {
            ReportFile.Write(Path.Combine(folder, page.Path), page.Text);
        }

        foreach (var path in changes.Removed)
        {
            File.Delete(Path.Combine(folder, path));
        }
    }

    private static bool IsOurs(string folder, string path) => Read(folder, path)?.StartsWith(ReferencePage.Mark, StringComparison.Ordinal) ?? false;

    private static string? Read(string folder, string path)
    {
        var file = Path.Combine(folder, path);
        return File.Exists(file) ? File.ReadAllText(file, Encoding.UTF8).ReplaceLineEndings("\n") : null;
    }
}
