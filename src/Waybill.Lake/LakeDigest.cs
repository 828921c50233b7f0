using System.Security.Cryptography;
using System.Text;
using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake;

/// <summary>One hash over everything that a table's current metadata reaches; the same lake in another folder has the same one.</summary>
/// <remarks>
/// Data files count by their bytes. Metadata, manifests and position deletes hold absolute locations, so they count decoded, with the
/// locations made relative and without sizes that follow from them. Left out are the log of old metadata files and whatever
/// lies around unreferenced.
/// </remarks>
public static class LakeDigest
{
    // These add up sizes of delete files, which contain paths.
    private static readonly string[] SizesInSummary = ["added-files-size", "removed-files-size", "total-files-size"];

    /// <summary>64 hexadecimal digits over all tables in the order of their names.</summary>
    public static string Of(ITableCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var id in catalog.List())
        {
            Append(hash, $"{id} {Of(catalog.Load(id))}");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>64 hexadecimal digits over one table.</summary>
    /// <exception cref="LakeException">A file is missing or damaged.</exception>
    public static string Of(LakeTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var reader = table.Reader;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(TableMetadataWriter.Write(Portable(table.Metadata, reader.Folder)));
        var manifests = new SortedDictionary<string, ManifestFile>(StringComparer.Ordinal);
        foreach (var snapshot in table.Snapshots)
        {
            foreach (var line in reader.Manifests(snapshot))
            {
                Append(hash, CanonicalText.Of(line, reader.Folder.Relative));
                manifests[line.Path] = line;
            }
        }

        var files = new SortedDictionary<string, DataFile>(StringComparer.Ordinal);
        foreach (var line in manifests.Values)
        {
            foreach (var entry in reader.Entries(line))
            {
                Append(hash, CanonicalText.Of(entry, reader.Folder.Relative));
                if (entry.IsLive)
                {
                    files[entry.File.FilePath] = entry.File;
                }
            }
        }

        AppendFiles(hash, reader.Folder, files.Values);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendFiles(IncrementalHash hash, TableFolder folder, IReadOnlyCollection<DataFile> files)
    {
        var data = files.Where(f => f.Content == FileContent.Data).ToArray();
        var hashes = new byte[data.Length][];
        try
        {
            Parallel.For(0, data.Length, i => hashes[i] = DurableFiles.Hash(folder.PathOf(data[i].FilePath)));
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions[0] is LakeException first)
        {
            throw new LakeException(first.Kind, first.Message, first.Advice, e);
        }

        for (var i = 0; i < data.Length; i++)
        {
            Append(hash, $"{folder.Relative(data[i].FilePath)} {Convert.ToHexStringLower(hashes[i])}");
        }

        var deletes = files.Where(f => f.Content == FileContent.PositionDeletes).ToArray();
        if (deletes.Length == 0)
        {
            return;
        }

        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        foreach (var file in deletes)
        {
            Append(hash, $"{folder.Relative(file.FilePath)} {Positions(connection, folder, file)}");
        }
    }

    private static string Positions(DuckDbConnection connection, TableFolder folder, DataFile file)
    {
        var text = new StringBuilder();
        using var result = connection.Query(
            $"select file_path, sha256(string_agg(pos::varchar, ',' order by pos)) from read_parquet({Sql.Literal(folder.PathOf(file.FilePath))}) group by file_path order by file_path");
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                text.Append(folder.Relative(chunk.Text(0, row))).Append(' ').Append(chunk.Text(1, row)).Append(' ');
            }
        }

        return text.ToString();
    }

    private static TableMetadata Portable(TableMetadata metadata, TableFolder folder) => metadata with
    {
        Location = "",
        MetadataLog = [],
        Snapshots = metadata.Snapshots.Select(s => s with
        {
            ManifestList = folder.Relative(s.ManifestList),
            Summary = new OrderedDictionary<string, string>(s.Summary.Where(p => !SizesInSummary.Contains(p.Key)), StringComparer.Ordinal),
        }).ToArray(),
    };

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
