using System.Text.RegularExpressions;

namespace Waybill.Pipeline.Models;

/// <summary>Reads a file of <c>checks/</c>: <c>-- check: gold.sales</c>, <c>-- severity: warn|error</c>, then a query.</summary>
internal static partial class CheckFile
{
    public static ModelCheck Parse(string file, string text)
    {
        var guards = Guards().Match(text);
        if (!guards.Success)
        {
            throw ModelFile.Bad(file, 1, "the header lacks 'check'", "Add a line '-- check: layer.table' at the top.");
        }

        var severity = Severity().Match(text);
        return new ModelCheck(
            Path.GetFileNameWithoutExtension(file),
            guards.Groups[1].Value,
            severity.Success && severity.Groups[1].Value == "warn" ? CheckSeverity.Warn : CheckSeverity.Error,
            text.Trim().TrimEnd(';'),
            file);
    }

    [GeneratedRegex(@"^--\s*check:\s+([a-z0-9_.]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Guards();

    [GeneratedRegex(@"^--\s*severity:\s+(warn|error)\s*$", RegexOptions.Multiline)]
    private static partial Regex Severity();
}
