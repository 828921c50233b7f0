using System.Globalization;
using Waybill.Lake.Io;

namespace Waybill.Lake.Catalog;

/// <summary>Names of a table's metadata files in the file-system layout: <c>v1.metadata.json</c>, <c>v2.metadata.json</c>, … and the hint.</summary>
internal static class VersionFiles
{
    public const string Hint = "version-hint.text";

    private const string Suffix = ".metadata.json";

    public static string Name(int version) => string.Create(CultureInfo.InvariantCulture, $"v{version}{Suffix}");

    public static string PathOf(string metadataDirectory, int version) => Path.Combine(metadataDirectory, Name(version));

    /// <summary>Number of a metadata file's name, null for other names.</summary>
    public static int? NumberOf(string fileName) =>
        fileName.StartsWith('v') && fileName.EndsWith(Suffix, StringComparison.Ordinal)
        && int.TryParse(fileName[1..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    /// <summary>The newest version, null when there is none. The hint may be old or missing, so versions above it are looked for.</summary>
    public static int? Newest(string metadataDirectory)
    {
        if (!Directory.Exists(metadataDirectory))
        {
            return null;
        }

        var version = ReadHint(metadataDirectory);
        if (version is null || !File.Exists(PathOf(metadataDirectory, version.Value)))
        {
            version = Directory.EnumerateFiles(metadataDirectory, "v*" + Suffix)
                .Select(path => NumberOf(Path.GetFileName(path)))
                .Max();
        }

        while (version is { } v && File.Exists(PathOf(metadataDirectory, v + 1)))
        {
            version = v + 1;
        }

        return version;
    }

    public static int? ReadHint(string metadataDirectory)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(metadataDirectory, Hint));
            return int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
        }
        catch (Exception e) when (DurableFiles.IsFileTrouble(e))
        {
            return null;
        }
    }

    /// <summary>Writes the bare number, no newline: readers paste it into a file name. Failing is harmless, the hint is only a hint.</summary>
    public static void WriteHint(string metadataDirectory, int version)
    {
        var temporary = DurableFiles.TemporaryName(metadataDirectory, "");
        try
        {
            File.WriteAllText(temporary, version.ToString(CultureInfo.InvariantCulture));
            if (!File.Exists(PathOf(metadataDirectory, version + 1)))
            {
                File.Move(temporary, Path.Combine(metadataDirectory, Hint), overwrite: true);
            }
        }
        catch (Exception e) when (DurableFiles.IsFileTrouble(e))
        {
            // The next commit writes it again, and our own readers look past it.
        }
        finally
        {
            DurableFiles.TryDelete(temporary);
        }
    }
}
