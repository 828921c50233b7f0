using Waybill.Lake;

namespace Waybill.Pipeline.Runs;

/// <summary>A table before and after its small files were put together.</summary>
/// <param name="Table">Its name.</param>
/// <param name="FilesBefore">Data files and delete files that a reader opened before.</param>
/// <param name="FilesAfter">Those that it opens now.</param>
/// <param name="BytesBefore">What the files before take on disk; they stay until their snapshots expire.</param>
/// <param name="BytesAfter">What the files of now take.</param>
public sealed record CompactedTable(string Table, long FilesBefore, long FilesAfter, long BytesBefore, long BytesAfter)
{
    /// <summary>It was left alone, because models have not taken in its newest rows yet.</summary>
    public bool IsBehind { get; init; }

    internal static CompactedTable Of(LakeTable before, LakeTable after) =>
        new(before.Id.ToString(), Files(before), Files(after), Count(before, "total-files-size"), Count(after, "total-files-size"));

    private static long Files(LakeTable table) => Count(table, "total-data-files") + Count(table, "total-delete-files");

    private static long Count(LakeTable table, string key) => table.CurrentSnapshot?.Count(key) ?? 0;
}
