using System.Text;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Finds the delete files that apply to a data file (specification "Scan Planning").</summary>
/// <remarks>
/// A position delete applies when its sequence number is not below the data file's, spec and partition are equal, and it refers to
/// the file or to no file in particular. Whether a file that refers to none has positions of the data file is only known when it is read.
/// </remarks>
internal sealed class DeleteIndex
{
    public static readonly DeleteIndex Empty = new([]);

    private readonly ILookup<string, ManifestEntry> _byFile;
    private readonly ILookup<string, ManifestEntry> _byPartition;

    /// <exception cref="LakeException">Unsupported: an equality delete file.</exception>
    public DeleteIndex(IEnumerable<ManifestEntry> live)
    {
        var entries = live.ToArray();
        if (entries.FirstOrDefault(e => e.File.Content == FileContent.EqualityDeletes) is { } equality)
        {
            throw LakeException.Unsupported(
                $"{equality.File.FilePath} is an equality delete file, which this library does not read",
                "have its writer compact the table");
        }

        _byFile = entries.Where(e => OnlyFile(e.File) is not null).ToLookup(e => OnlyFile(e.File)!, StringComparer.Ordinal); // filtered
        _byPartition = entries.Where(e => OnlyFile(e.File) is null)
            .ToLookup(e => PartitionText.Key(e.File.SpecId, e.File.Partition), StringComparer.Ordinal);
    }

    /// <summary>The one data file that a delete file is about, by field 143 or by equal bounds of its paths; null when there may be several.</summary>
    public static string? OnlyFile(DataFile file)
    {
        if (file.ReferencedDataFile is not null)
        {
            return file.ReferencedDataFile;
        }

        return file.LowerBounds.TryGetValue(ReservedFieldIds.DeleteFilePath, out var lower)
            && file.UpperBounds.TryGetValue(ReservedFieldIds.DeleteFilePath, out var upper)
            && lower.AsSpan().SequenceEqual(upper)
                ? Encoding.UTF8.GetString(lower)
                : null;
    }

    /// <exception cref="LakeException">Corrupt: a delete file refers to this file from another partition.</exception>
    public IReadOnlyList<ManifestEntry> For(ManifestEntry data)
    {
        if (_byFile.Count == 0 && _byPartition.Count == 0)
        {
            return [];
        }

        var key = PartitionText.Key(data.File.SpecId, data.File.Partition);
        var own = _byFile[data.File.FilePath].Where(d => d.SequenceNumber >= data.SequenceNumber).ToArray();
        if (own.FirstOrDefault(d => PartitionText.Key(d.File.SpecId, d.File.Partition) != key) is { } stray)
        {
            throw LakeException.Corrupt($"{stray.File.FilePath} deletes rows of {data.File.FilePath}, which is in another partition");
        }

        return [.. own, .. _byPartition[key].Where(d => d.SequenceNumber >= data.SequenceNumber)];
    }
}
