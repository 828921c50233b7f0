using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>A data file to read, and the position delete files that apply to it.</summary>
internal sealed record ScanFile(ManifestEntry Entry, IReadOnlyList<ManifestEntry> Deletes)
{
    public DataFile File => Entry.File;

    /// <summary>The only rows that matter, in order and apart from each other; null for all.</summary>
    public IReadOnlyList<RowRange>? Rows { get; init; }
}
