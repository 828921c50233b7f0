using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake;

public sealed class LakeDigestTests
{
    [Fact]
    public void The_same_operations_give_the_same_digest_in_any_folder()
    {
        using var lake = new TempLake();
        using var other = new TempLake();

        Assert.Equal(Make(lake, lake.Root, value: 1), Make(other, Path.Combine(other.Root, "a much longer path than the other one"), value: 1));
    }

    [Fact]
    public void A_lake_that_was_copied_keeps_its_digest()
    {
        using var lake = new TempLake();
        var digest = Make(lake, lake.Root, value: 1);
        var copy = Directory.CreateTempSubdirectory("waybill-copy-").FullName;
        Directory.Move(Path.Combine(lake.Root, "silver"), Path.Combine(copy, "silver"));

        Assert.Equal(digest, LakeDigest.Of(new DirectoryCatalog(copy)));
        Directory.Delete(copy, recursive: true);
    }

    [Fact, Long]
    public void Any_difference_changes_the_digest()
    {
        using var lake = new TempLake();
        using var other = new TempLake();
        var digest = Make(lake, lake.Root, value: 1);
        var table = lake.Catalog.Load(new TableId("silver", "t"));

        Assert.NotEqual(digest, Make(other, other.Root, value: 2));
        table.Begin(new CommitStamp(9_000, "p")).SetProperty("x", "y").Commit();
        Assert.NotEqual(digest, LakeDigest.Of(lake.Catalog));
    }

    [Fact]
    public void Leftovers_do_not_count_and_damage_does()
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var digest = Make(lake, lake.Root, value: 1);
        File.WriteAllText(Path.Combine(lake.Root, "silver", "t", "data", "left-over.parquet"), "x");
        Assert.Equal(digest, LakeDigest.Of(lake.Catalog));

        var file = Locations.ToPath(lake.Catalog.Load(new TableId("silver", "t")).Scan().Files[0].FilePath);
        var bytes = File.ReadAllBytes(file);
        bytes[20] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.NotEqual(digest, LakeDigest.Of(lake.Catalog));
        File.Delete(file);
        Assert.Throws<LakeException>(() => LakeDigest.Of(lake.Catalog));
    }

    private static string Make(TempLake lake, string root, int value)
    {
        var catalog = new DirectoryCatalog(root);
        var definition = TableDefinition.Of(("id", PrimitiveType.Long, false), ("v", PrimitiveType.Int, false));
        var table = catalog.Create(new TableId("silver", "t"), definition with { Spec = PartitionSpec.Build(definition.Schema, ("id", Transform.Truncate(50))) }, new CommitStamp(1_000, "c"));
        var tx = table.Begin(new CommitStamp(2_000, "a"));
        table = tx.Append(tx.NewWriter().Write(lake.Sql, "select id, 0 as v from range(100) r(id)")).Commit().Table;
        tx = table.Begin(new CommitStamp(3_000, "m"));
        tx.ReplaceByKey(lake.Sql, $"select 7::bigint as id, {value} as v", ["id"], "select 7::bigint as id", new MergeOptions { Mode = MergeMode.MergeOnRead });
        table = tx.Commit().Table;
        table.Begin(new CommitStamp(4_000, "e")).EvolveSchema(s => s.Add("x", PrimitiveType.Text)).SetProperty("a", "b").Commit();
        return LakeDigest.Of(catalog);
    }
}
