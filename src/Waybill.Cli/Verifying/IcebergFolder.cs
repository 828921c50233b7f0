using Waybill.Events;
using Waybill.Lake;
using Waybill.Lake.Catalog;

namespace Waybill.Cli.Verifying;

/// <summary>The folder of one Iceberg table, by whatever writer and catalog.</summary>
internal static class IcebergFolder
{
    private const string Suffix = ".metadata.json";

    public static bool IsOne(string folder) =>
        Directory.Exists(Path.Combine(folder, "metadata"))
        && Directory.EnumerateFiles(Path.Combine(folder, "metadata"), "*" + Suffix).Any();

    /// <summary>The current rows of the table.</summary>
    public static string ToSql(string folder)
    {
        if (Path.GetDirectoryName(folder) is { } space && Path.GetDirectoryName(space) is { } root)
        {
            var catalog = new DirectoryCatalog(root);
            if (catalog.List(Path.GetFileName(space)).FirstOrDefault(t => t.Name == Path.GetFileName(folder)) is { } table)
            {
                return catalog.Load(table).ToSql();
            }
        }

        return Linked(folder);
    }

    // Catalogs other than the directory name metadata files 00007-<uuid>.metadata.json: the newest is read under the name that the
    // directory's own catalog gives it, in a folder of links.
    private static string Linked(string folder)
    {
        var metadata = Path.Combine(folder, "metadata");
        var newest = Directory.EnumerateFiles(metadata, "*" + Suffix).OrderByDescending(Number).ThenByDescending(f => f, StringComparer.Ordinal).First();
        var links = Directory.CreateTempSubdirectory("waybill-candidate-").FullName;
        var table = Path.Combine(links, "candidate", "table");
        try
        {
            Directory.CreateDirectory(Path.Combine(table, "metadata"));
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Where(e => Path.GetFileName(e) != "metadata"))
            {
                Link(Path.Combine(table, Path.GetFileName(entry)), entry);
            }

            foreach (var file in Directory.EnumerateFiles(metadata).Where(f => !f.EndsWith(Suffix, StringComparison.Ordinal)))
            {
                Link(Path.Combine(table, "metadata", Path.GetFileName(file)), file);
            }

            File.Copy(newest, Path.Combine(table, "metadata", "v1" + Suffix));
            var sql = new DirectoryCatalog(links).Load(new TableId("candidate", "table")).ToSql();
            return sql.Replace(table, folder, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(links, recursive: true);
        }
    }

    private static void Link(string link, string target)
    {
        try
        {
            _ = Directory.Exists(target) ? Directory.CreateSymbolicLink(link, target) : File.CreateSymbolicLink(link, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WaybillException(WaybillErrorKind.Storage, $"The Iceberg table cannot be linked from {link}: {e.Message}",
                "Make the folder for temporary files writable, with links allowed.", e);
        }
    }

    private static long Number(string file)
    {
        var digits = Path.GetFileName(file).TakeWhile(char.IsAsciiDigit).ToArray();
        return digits.Length > 0 && long.TryParse(digits, out var number) ? number : -1;
    }
}
