using System.Globalization;
using System.Text;

namespace Waybill.Lake.Spec;

/// <summary>Files and manifests as text that does not depend on where the lake lies: for names by content and for the digest.</summary>
/// <remarks>
/// A position delete file holds absolute paths, so its size and metrics differ from place to place: they are left out, and so are
/// the lengths of manifests.
/// </remarks>
internal static class CanonicalText
{
    public static string Of(DataFile file, Func<string, string> relative)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(int)file.Content} {relative(file.FilePath)} {file.FileFormat} {PartitionText.Key(file.SpecId, file.Partition)} {file.RecordCount}");
        text.Append(CultureInfo.InvariantCulture, $" order {file.SortOrderId} on {(file.ReferencedDataFile is null ? "" : relative(file.ReferencedDataFile))}");
        if (file.Content == FileContent.Data)
        {
            text.Append(CultureInfo.InvariantCulture, $" size {file.FileSizeInBytes} splits {string.Join(',', file.SplitOffsets)}");
            Append(text, "sizes", file.ColumnSizes);
            Append(text, "values", file.ValueCounts);
            Append(text, "nulls", file.NullValueCounts);
            Append(text, "nans", file.NanValueCounts);
            Append(text, "lower", file.LowerBounds);
            Append(text, "upper", file.UpperBounds);
        }

        return text.ToString();
    }

    public static string Of(ManifestEntry entry, Func<string, string> relative)
    {
        var numbers = entry.Status == EntryStatus.Added
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" {entry.SnapshotId} {entry.SequenceNumber} {entry.FileSequenceNumber}");
        return $"{(int)entry.Status}{numbers} {Of(entry.File, relative)}";
    }

    public static string Of(ManifestFile line, Func<string, string> relative)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(int)line.Content} {relative(line.Path)} spec {line.SpecId} sequence {line.SequenceNumber} {line.MinSequenceNumber} by {line.AddedSnapshotId}");
        text.Append(CultureInfo.InvariantCulture, $" files {line.AddedFiles} {line.ExistingFiles} {line.DeletedFiles} rows {line.AddedRows} {line.ExistingRows} {line.DeletedRows}");
        foreach (var field in line.Partitions)
        {
            text.Append(CultureInfo.InvariantCulture, $" [{field.ContainsNull} {field.ContainsNan} {Hex(field.LowerBound)} {Hex(field.UpperBound)}]");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, IReadOnlyDictionary<int, long> counts) =>
        text.Append(' ').Append(name).Append(' ').AppendJoin(',', counts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}:{p.Value}")));

    private static void Append(StringBuilder text, string name, IReadOnlyDictionary<int, byte[]> bounds) =>
        text.Append(' ').Append(name).Append(' ').AppendJoin(',', bounds.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}:{Hex(p.Value)}")));

    private static string Hex(byte[]? bytes) => bytes is null ? "null" : Convert.ToHexString(bytes);
}
