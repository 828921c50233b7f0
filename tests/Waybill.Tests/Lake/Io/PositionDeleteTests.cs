using System.Text;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Io;

/// <summary>Position deletes as other writers make them.</summary>
public sealed class PositionDeleteTests
{
    private static readonly TableDefinition Definition = TableDefinition.Of(("id", PrimitiveType.Long, false), ("part", PrimitiveType.Text, false));

    [Fact]
    public void One_unsorted_delete_file_over_many_data_files_is_honoured()
    {
        using var lake = new TempLake();
        lake.ExpectDamage(); // unsorted
        var table = Fill(lake, lake.Create("t", Definition));
        var files = Files(table);
        var rows = $"select unnest(['{files[1].FilePath}', '{files[0].FilePath}', '{files[1].FilePath}', 'file:///elsewhere.parquet']) as file_path, unnest([5, 0, 2, 3])::bigint as pos";

        table = Commit(lake, table, Deletes(lake, table, rows, files[0]));

        Assert.Equal(17, lake.Long($"select count(*) from {table.ToSql()}"));
        Assert.Equal([0, 12, 15], Missing(lake, table));
    }

    [Fact]
    public void Deletes_in_a_large_file_take_these_rows_whatever_else_is_asked()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", Definition), "select i as id, chr(97 + (i % 7)::integer) as part from range(300000) r(i) order by i");
        long[] gone = [0, 1, 16_383, 16_384, 122_879, 122_880, 131_072, 299_999];
        var file = table.Scan().Files[0];

        table = Commit(lake, table, Deletes(lake, table, $"select '{file.FilePath}' as file_path, unnest([{string.Join(", ", gone)}])::bigint as pos", file));

        Assert.Equal(gone, lake.Sql.List<long>($"select i from range(300000) r(i) anti join {table.ToSql()} t on t.id = i order by i"));
        Assert.Equal(
            lake.Sql.List<long>($"select i from range(300000) r(i) where i % 9973 < 3 and i not in ({string.Join(", ", gone)}) order by i"),
            lake.Sql.List<long>($"select id from {table.ToSql()} where id % 9973 < 3 order by id"));
    }

    [Fact]
    public void A_path_must_be_spelled_as_in_the_manifest()
    {
        using var lake = new TempLake();
        var table = Fill(lake, lake.Create("t", Definition));
        var path = table.Scan().Files[0].FilePath;

        table = Commit(lake, table, Deletes(lake, table, $"select '{Locations.ToPath(path)}' as file_path, 1::bigint as pos", table.Scan().Files[0]));

        Assert.Equal(20, lake.Long($"select count(*) from {table.ToSql()}"));
    }

    [Fact]
    public void Deletes_do_not_apply_to_younger_files_nor_to_other_partitions()
    {
        using var lake = new TempLake();
        var table = Fill(lake, lake.Create("t", Definition with { Spec = PartitionSpec.Build(Definition.Schema, ("part", Transform.Identity)) }));
        var young = table.NewWriter(lake.Stamp()).Write(lake.Sql, "select 99::bigint as id, 'a' as part")[0];
        var b = table.Scan().Files.Single(f => (string?)f.Partition[0] == "b");
        var a = table.Scan().Files.Single(f => (string?)f.Partition[0] == "a");
        var rows = $"select unnest(['{a.FilePath}', '{b.FilePath}', '{young.FilePath}']) as file_path, 0::bigint as pos order by all";
        table = Commit(lake, table, Deletes(lake, table, rows, a)); // partition a: the row of b stays

        table = table.Begin(lake.Stamp()).Append([young]).Commit().Table; // younger than the delete

        Assert.Equal([0], Missing(lake, table));
        Assert.Equal(20, lake.Long($"select count(*) from {table.ToSql()}"));
    }

    [Fact]
    public void Merges_and_changes_work_on_top_of_foreign_deletes()
    {
        using var lake = new TempLake();
        var table = Fill(lake, lake.Create("t", Definition));
        var files = Files(table);
        var first = table.CurrentSnapshotId;
        table = Commit(lake, table, Deletes(lake, table, $"select unnest(['{files[0].FilePath}', '{files[1].FilePath}']) as file_path, unnest([1, 1])::bigint as pos order by all", files[0]));
        var second = table.CurrentSnapshotId;
        var tx = table.Begin(lake.Stamp());
        var result = tx.ReplaceByKey(
            lake.Sql, "select 2::bigint as id, 'x' as part", ["id"], "select unnest([1, 2, 3])::bigint as id", new MergeOptions { Mode = MergeMode.MergeOnRead });
        table = tx.Commit().Table;

        Assert.Equal((1, 2), (result.Inserted, result.Deleted)); // 1 was gone already
        Assert.Equal([1, 3, 11], Missing(lake, table));
        Assert.Equal([1, 11], Ids(lake, table.Changes(first, second).RemovedSql));
        Assert.Equal([2, 3], Ids(lake, table.Changes(second, table.CurrentSnapshotId).RemovedSql));
        Assert.Equal([2], Ids(lake, table.Changes(second, table.CurrentSnapshotId).AddedSql));
        Assert.Equal([1, 2, 3, 11], Ids(lake, table.Changes(table.CurrentSnapshotId, first).AddedSql));
    }

    [Fact]
    public void Equality_deletes_are_refused_by_name()
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = Fill(lake, lake.Create("t", Definition));
        var file = Deletes(lake, table, $"select 'x' as file_path, 1::bigint as pos", table.Scan().Files[0]) with { Content = FileContent.EqualityDeletes, EqualityIds = [1] };
        table = Commit(lake, table, file);

        var error = Assert.Throws<LakeException>(() => table.Scan());

        Assert.Equal(LakeErrorKind.Unsupported, error.Kind);
        Assert.Contains(file.FilePath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delete_that_refers_to_a_file_of_another_partition_fails_the_scan()
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = Fill(lake, lake.Create("t", Definition with { Spec = PartitionSpec.Build(Definition.Schema, ("part", Transform.Identity)) }));
        var a = table.Scan().Files.Single(f => (string?)f.Partition[0] == "a");
        var b = table.Scan().Files.Single(f => (string?)f.Partition[0] == "b");
        table = Commit(lake, table, Deletes(lake, table, $"select '{b.FilePath}' as file_path, 1::bigint as pos", a) with { ReferencedDataFile = b.FilePath });

        Assert.Equal(LakeErrorKind.Corrupt, Assert.Throws<LakeException>(() => table.Scan()).Kind);
    }

    private static DataFile[] Files(LakeTable table) =>
        table.Scan().Files.OrderBy(f => SingleValue.FromBytes(PrimitiveType.Long, f.LowerBounds[1])).ToArray();

    private static LakeTable Fill(TempLake lake, LakeTable table)
    {
        table = lake.Append(table, "select i as id, 'a' as part from range(10) r(i)");
        return lake.Append(table, "select i as id, 'b' as part from range(10, 20) r(i)");
    }

    // As Flink or Spark would write it: several data files in one, no reference, bounds of the paths.
    private static DataFile Deletes(TempLake lake, LakeTable table, string rows, DataFile like)
    {
        var name = $"foreign-{lake.Stamp().IdSeed}.parquet";
        var path = Path.Combine(table.Reader.Folder.DataDirectory, name);
        lake.Run($"copy ({rows}) to '{path}' (format parquet, field_ids {{file_path: 2147483546, pos: 2147483545}})");
        var paths = lake.Sql.List<string>($"select file_path from '{path}' order by 1");
        return new DataFile
        {
            Content = FileContent.PositionDeletes,
            FilePath = table.Reader.Folder.DataUri(name),
            SpecId = like.SpecId,
            Partition = like.Partition,
            RecordCount = paths.Count,
            FileSizeInBytes = new FileInfo(path).Length,
            LowerBounds = new SortedList<int, byte[]> { [ReservedFieldIds.DeleteFilePath] = Encoding.UTF8.GetBytes(paths[0]) },
            UpperBounds = new SortedList<int, byte[]> { [ReservedFieldIds.DeleteFilePath] = Encoding.UTF8.GetBytes(paths[^1]) },
        };
    }

    private static LakeTable Commit(TempLake lake, LakeTable table, DataFile deletes) => table.Begin(lake.Stamp()).AddForeignFile(deletes).Commit().Table;

    private static long[] Missing(TempLake lake, LakeTable table) =>
        lake.Sql.List<long>($"select i from range(20) r(i) where i not in (select id from {table.ToSql()}) order by i").ToArray();

    private static long[] Ids(TempLake lake, string relation) => lake.Sql.List<long>($"select id from {relation} order by id").ToArray();
}
