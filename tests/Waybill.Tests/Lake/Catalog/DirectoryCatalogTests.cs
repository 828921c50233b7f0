using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Catalog;

public sealed class DirectoryCatalogTests
{
    private static readonly TableDefinition OneColumn = TableDefinition.Of(("id", PrimitiveType.Long, false));

    [Fact]
    public void Tables_are_listed_in_order_and_strangers_are_not()
    {
        using var lake = new TempLake();
        lake.Create("b", OneColumn);
        lake.Create("a", OneColumn);
        lake.Catalog.Create(new TableId("gold", "z"), OneColumn, lake.Stamp());
        Directory.CreateDirectory(Path.Combine(lake.Root, "silver", "empty", "metadata"));
        Directory.CreateDirectory(Path.Combine(lake.Root, ".hidden", "t", "metadata"));
        File.WriteAllText(Path.Combine(lake.Root, "notes.txt"), "");

        Assert.Equal(["gold.z", "silver.a", "silver.b"], lake.Catalog.List().Select(t => t.ToString()));
        Assert.Equal(["silver.a", "silver.b"], lake.Catalog.List("silver").Select(t => t.ToString()));
        Assert.Empty(lake.Catalog.List("nothing"));
    }

    [Fact]
    public void A_missing_table_is_named_together_with_those_that_exist()
    {
        using var lake = new TempLake();
        lake.Create("orders", OneColumn);

        var error = Assert.Throws<LakeException>(() => lake.Catalog.Load(new TableId("silver", "order")));

        Assert.Equal(LakeErrorKind.NotFound, error.Kind);
        Assert.Contains("silver.order", error.Message, StringComparison.Ordinal);
        Assert.Contains("orders", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_created_once()
    {
        using var lake = new TempLake();
        lake.Create("t", OneColumn);

        Assert.Equal(LakeErrorKind.AlreadyExists, Assert.Throws<LakeException>(() => lake.Create("t", OneColumn)).Kind);
    }

    [Fact]
    public void A_dropped_table_leaves_nothing_and_can_be_made_again()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", OneColumn), "select 1::bigint as id");

        lake.Catalog.Drop(table.Id);

        Assert.False(lake.Catalog.Exists(table.Id));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(lake.Root, "silver")));
        Assert.Equal(0, lake.Long($"select count(*) from {lake.Create("t", OneColumn).ToSql()}"));
        Assert.Equal(LakeErrorKind.NotFound, Assert.Throws<LakeException>(() => lake.Catalog.Drop(new TableId("silver", "none"))).Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    [InlineData("99")]
    [InlineData("nonsense")]
    [InlineData("2\n")]
    public void The_hint_is_only_a_hint(string? hint)
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Append(lake.Create("t", OneColumn), "select 1::bigint as id"), "select 2::bigint as id");
        var file = Path.Combine(lake.Root, "silver", "t", "metadata", "version-hint.text");
        Assert.Equal("3", File.ReadAllText(file));
        if (hint is null)
        {
            File.Delete(file);
        }
        else
        {
            File.WriteAllText(file, hint);
        }

        Assert.Equal(table.CurrentSnapshotId, lake.Catalog.Load(table.Id).CurrentSnapshotId);
        lake.Catalog.RepairHint(table.Id);
        Assert.Equal("3", File.ReadAllText(file));
    }

    [Fact]
    public void Old_metadata_files_are_deleted_and_the_log_names_those_that_are_there()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", OneColumn with { Properties = new Dictionary<string, string> { [TableProperties.PreviousVersionsMax] = "3" } });
        for (var i = 0; i < 6; i++)
        {
            table = table.Begin(lake.Stamp()).SetProperty("n", $"{i}").Commit().Table;
        }

        var files = Directory.GetFiles(Path.Combine(lake.Root, "silver", "t", "metadata"), "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["v4.metadata.json", "v5.metadata.json", "v6.metadata.json", "v7.metadata.json"], files);
        Assert.Equal(3, table.Metadata.MetadataLog.Count);
    }

    [Fact]
    public void A_writer_that_slept_through_many_commits_does_not_reuse_a_deleted_version()
    {
        using var lake = new TempLake();
        var sleeper = lake.Create("t", OneColumn with { Properties = new Dictionary<string, string> { [TableProperties.PreviousVersionsMax] = "1" } });
        var table = sleeper;
        for (var i = 0; i < 4; i++)
        {
            table = lake.Append(table, $"select {i}::bigint as id");
        }

        Assert.False(File.Exists(Path.Combine(lake.Root, "silver", "t", "metadata", "v2.metadata.json")));
        var error = Assert.Throws<LakeException>(() => lake.Catalog.Commit(sleeper.State, sleeper.Metadata));

        Assert.Equal(LakeErrorKind.Conflict, error.Kind);
        Assert.False(File.Exists(Path.Combine(lake.Root, "silver", "t", "metadata", "v2.metadata.json")));
        Assert.Equal(5, lake.Long($"select count(*) from {lake.Append(sleeper, "select 9::bigint as id").ToSql()}"));
    }

    [Fact]
    public void A_lake_that_was_moved_is_read_and_not_written()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", OneColumn), "select * from range(10) r(id)");
        var tx = table.Begin(lake.Stamp());
        tx.DeleteRows(lake.Sql, [Waybill.Lake.Io.ColumnFilter.Equal("id", 3)]);
        tx.Commit();
        var elsewhere = Directory.CreateTempSubdirectory("waybill moved ä-").FullName;
        Directory.Move(Path.Combine(lake.Root, "silver"), Path.Combine(elsewhere, "silver"));

        var moved = new DirectoryCatalog(elsewhere).Load(table.Id);

        Assert.Equal(9, lake.Long($"select count(*) from {moved.ToSql()}"));
        var error = Assert.Throws<LakeException>(() => moved.Begin(lake.Stamp()).SetProperty("a", "b").Commit());
        Assert.Equal(LakeErrorKind.Unsupported, error.Kind);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Theory]
    [InlineData("a b'c")]
    [InlineData("ünïcode 😀")]
    [InlineData("per%20cent #1?")]
    [InlineData("[brackets]*")]
    public void The_lake_may_lie_in_a_folder_of_any_name(string name)
    {
        using var lake = new TempLake();
        var catalog = new DirectoryCatalog(Path.Combine(lake.Root, name));
        var table = catalog.Create(new TableId("silver", "t"), OneColumn, lake.Stamp());
        table = lake.Append(lake.Append(table, "select * from range(10) r(id)"), "select * from range(10, 20) r(id)");
        var tx = table.Begin(lake.Stamp());
        tx.ReplaceByKey(lake.Sql, "select 3::bigint as id", ["id"], "select unnest([3, 4, 15])::bigint as id");
        table = tx.Commit().Table;

        Assert.Equal(18, lake.Long($"select count(*) from {table.ToSql()}"));
        Assert.Empty(Waybill.Lake.Lint.TableLint.Check(table, lake.Sql));
    }

    [Theory]
    [InlineData("../evil", "t")]
    [InlineData("silver", "a/b")]
    [InlineData("silver", "")]
    [InlineData(".", "t")]
    [InlineData("silver", "a.b")]
    public void Names_that_would_leave_the_folder_are_refused(string space, string name) =>
        Assert.Equal(LakeErrorKind.BadInput, Assert.Throws<LakeException>(() => new TableId(space, name)).Kind);
}
