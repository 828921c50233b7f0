using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>A data file to read, and the position delete files that apply to it.</summary>
internal sealed record ScanFile(ManifestEntry Entry, IReadOnlyList<ManifestEntry> Deletes)
{
    public DataFile File => Entry.File;
}
