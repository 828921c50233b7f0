using Waybill.Lake.Catalog;
using Waybill.Lake.Io;

namespace Waybill.Lake.Lint;

/// <summary>Rules of the file-system layout (ICEBERG.md 1.9): where the table lies and what the hint says.</summary>
internal static class CatalogRules
{
    public static void Check(LintFindings findings, TableState state, TableFolder folder)
    {
        findings.Expect(!folder.IsMoved, "catalog/location", "metadata", $"the location is {folder.Location}, the table lies at {folder.Directory}");
        findings.Expect(!state.Metadata.Properties.ContainsKey("write.metadata.path"), "catalog/metadata-path", "properties", $"write.metadata.path is not allowed in this layout");
        var hint = Path.Combine(folder.MetadataDirectory, VersionFiles.Hint);
        if (findings.Expect(File.Exists(hint), "catalog/hint", VersionFiles.Hint, $"the file is missing"))
        {
            var text = File.ReadAllText(hint);
            findings.Expect(text.Length > 0 && text.All(char.IsAsciiDigit), "catalog/hint", VersionFiles.Hint, $"'{text}' is not a bare number");
            findings.Expect(
                VersionFiles.ReadHint(folder.MetadataDirectory) is { } version && File.Exists(VersionFiles.PathOf(folder.MetadataDirectory, version)),
                "catalog/hint", VersionFiles.Hint, $"version {text} does not exist");
        }
    }
}
