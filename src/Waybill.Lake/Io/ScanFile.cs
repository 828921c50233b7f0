using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>A data file to read, and the position delete files that apply to it.</summary>
internal sealed record ScanFile(ManifestEntry Entry, IReadOnlyList<ManifestEntry> Deletes)
{
    public DataFile File => Entry.File;

    /// <summary>The only rows that matter, in order and apart from each other; null for all.</summary>
    public IReadOnlyList<RowRange>? Rows { get; init; }

    /// <summary>The file with only these rows, in order; ranges that are the whole file leave none out, and files that are read whole are read together.</summary>
    public ScanFile Only(IReadOnlyList<RowRange> rows) => this with { Rows = rows is [{ Start: 0 } all] && all.End >= File.RecordCount ? null : rows };
}
