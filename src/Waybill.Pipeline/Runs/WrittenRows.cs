using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Spec;

namespace Waybill.Pipeline.Runs;

/// <summary>Files that were written for a table and are not part of it yet.</summary>
internal sealed record WrittenRows(LakeTable Table, IReadOnlyList<DataFile> Files)
{
    /// <summary>Their rows, as a relation.</summary>
    public string Relation => Files.Count == 0
        ? $"(select * from {Table.ToSql()} limit 0)"
        : $"read_parquet({Sql.List(Files.Select(f => new Uri(f.FilePath).LocalPath))})";
}
