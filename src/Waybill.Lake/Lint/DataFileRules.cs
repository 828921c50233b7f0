using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Lint;

/// <summary>Rules on one file of a manifest, as far as the manifest and the file's size tell (ICEBERG.md 1.4, 1.7, 1.12).</summary>
internal sealed class DataFileRules(LintFindings findings, TableMetadata metadata, TableFolder folder)
{
    /// <param name="entry">The entry.</param>
    /// <param name="onDisk">Also look at the file itself.</param>
    public void Check(ManifestEntry entry, bool onDisk)
    {
        var file = entry.File;
        var where = folder.Relative(file.FilePath);
        findings.Expect(MetadataRules.IsAbsolute(file.FilePath), "metadata/location", where, $"the path is not an absolute URI");
        findings.Expect(file.FileFormat == "PARQUET", "file/format", where, $"format {file.FileFormat}");
        findings.Expect(file.RecordCount > 0, "file/records", where, $"record_count {file.RecordCount}");
        findings.Expect(Enum.IsDefined(file.Content), "file/content", where, $"content {(int)file.Content}");
        findings.Expect(file.Content != FileContent.EqualityDeletes, "delete/equality", where, $"PyIceberg does not read equality deletes");
        findings.Expect(entry.FileSequenceNumber <= metadata.LastSequenceNumber, "entry/sequence", where, $"file sequence number {entry.FileSequenceNumber} is above {metadata.LastSequenceNumber}");
        if (onDisk)
        {
            CheckSize(file, where);
        }

        CheckOffsets(file, where);
        CheckMetrics(file, where);
        if (file.Content == FileContent.Data)
        {
            findings.Expect(file.SortOrderId is not { } order || metadata.SortOrders.Any(o => o.OrderId == order), "file/sort-order", where, $"sort order {file.SortOrderId} does not exist");
            findings.Expect(file.ReferencedDataFile is null, "file/referenced", where, $"a data file refers to {file.ReferencedDataFile}");
        }
        else
        {
            CheckDeletes(file, where);
        }
    }

    private void CheckSize(DataFile file, string where)
    {
        var path = folder.PathOf(file.FilePath);
        if (findings.Expect(File.Exists(path), "file/exists", where, $"the file is missing"))
        {
            var size = new FileInfo(path).Length;
            findings.Expect(size == file.FileSizeInBytes, "file/size", where, $"file_size_in_bytes is {file.FileSizeInBytes}, the file has {size}");
        }
    }

    private void CheckOffsets(DataFile file, string where)
    {
        findings.Expect(file.SplitOffsets.Zip(file.SplitOffsets.Skip(1)).All(p => p.First < p.Second), "file/split-offsets", where, $"split_offsets do not rise");
        findings.Expect(file.SplitOffsets.All(o => o >= 4 && o < file.FileSizeInBytes), "file/split-offsets", where, $"a split offset is outside the file");
    }

    private void CheckMetrics(DataFile file, string where)
    {
        foreach (var (id, nulls) in file.NullValueCounts)
        {
            findings.Expect(file.ValueCounts.TryGetValue(id, out var values) && nulls <= values, "metrics/counts", where, $"column {id}: {nulls} nulls among {file.ValueCounts.GetValueOrDefault(id)} values");
        }

        foreach (var (id, values) in file.ValueCounts.Where(_ => file.Content == FileContent.Data))
        {
            findings.Expect(Repeats(id) || values == file.RecordCount, "metrics/counts", where, $"column {id}: {values} values in {file.RecordCount} rows");
        }

        foreach (var id in file.LowerBounds.Keys.Union(file.UpperBounds.Keys))
        {
            CheckBounds(file, id, where);
        }
    }

    private void CheckBounds(DataFile file, int id, string where)
    {
        var field = Known(id);
        if (!findings.Expect(field?.Type is PrimitiveType && !Repeats(id), "metrics/bounds", where, $"bounds of column {id}, which is {field?.Type.ToString() ?? "unknown"}") || field?.Type is not PrimitiveType type)
        {
            return;
        }

        try
        {
            var lower = file.LowerBounds.TryGetValue(id, out var low) ? SingleValue.FromBytes(type, low) : null;
            var upper = file.UpperBounds.TryGetValue(id, out var up) ? SingleValue.FromBytes(type, up) : null;
            findings.Expect(lower is not (float.NaN or double.NaN) && upper is not (float.NaN or double.NaN), "metrics/nan", where, $"column {id} has NaN as a bound");
            findings.Expect(lower is null || upper is null || ValueOrder.Compare(lower, upper) <= 0, "metrics/bounds", where, $"column {id}: lower bound {lower} is above upper bound {upper}");
        }
        catch (LakeException e)
        {
            findings.Add("metrics/bounds", where, FormattableString.Invariant($"column {id}: {e.Message}"));
        }
    }

    private void CheckDeletes(DataFile file, string where)
    {
        findings.Expect(file.SortOrderId is null, "delete/sort-order", where, $"sort_order_id is {file.SortOrderId}, position deletes have none");
        if (file.ReferencedDataFile is { } referenced)
        {
            var path = System.Text.Encoding.UTF8.GetBytes(referenced);
            foreach (var bounds in new[] { file.LowerBounds, file.UpperBounds })
            {
                findings.Expect(
                    bounds.TryGetValue(ReservedFieldIds.DeleteFilePath, out var bound) && bound.AsSpan().SequenceEqual(path),
                    "delete/bounds", where, $"a bound of file_path is not the whole path of the one data file");
            }
        }
    }

    // Of a type that was widened since, the widest is right: it decodes the narrower bytes too.
    private NestedField? Known(int id) => id switch
    {
        ReservedFieldIds.DeleteFilePath => new NestedField(id, "file_path", true, PrimitiveType.Text),
        ReservedFieldIds.DeletePosition => new NestedField(id, "pos", true, PrimitiveType.Long),
        _ => metadata.Schema.Field(id) ?? metadata.Schemas.Reverse().Select(s => s.Field(id)).FirstOrDefault(f => f is not null),
    };

    private bool Repeats(int id) => metadata.Schemas.Any(s => s.IsRepeated(id));
}
