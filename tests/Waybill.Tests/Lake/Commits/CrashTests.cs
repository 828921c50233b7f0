using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Commits;

/// <summary>The process is stopped at every durable step of a commit; here by an exception, which leaves the same files behind.</summary>
public sealed class CrashTests
{
    private static readonly TableDefinition TwoColumns = TableDefinition.Of(("id", PrimitiveType.Long, false), ("v", PrimitiveType.Int, false));

    [Fact, Long]
    public void Stopped_at_any_step_the_table_is_old_or_new_and_the_work_can_be_done_again()
    {
        using var lake = new TempLake();
        var steps = new StepProbe(int.MaxValue);
        var undisturbed = Work(lake, "undisturbed", steps);

        Assert.Equal(["before-publish", "published", "hint"], steps.Seen.Take(3));
        Assert.Equal(["data-file", "manifests", "manifest-list", "before-publish", "published", "hint"], steps.Seen.Skip(3).Take(6));
        for (var stop = 0; stop < steps.Seen.Count; stop++)
        {
            var root = $"stopped-{stop}";
            Assert.Throws<StoppedException>(() => Work(lake, root, new StepProbe(stop)));

            Assert.Equal(undisturbed, Work(lake, root, new StepProbe(int.MaxValue)));
            var table = Open(lake, root).Load(new TableId("silver", "t"));
            Assert.Empty(Waybill.Lake.Lint.TableLint.Check(table, lake.Sql));
            table.RemoveOrphans(notModifiedSince: null);
            Assert.Equal(undisturbed, LakeDigest.Of(Open(lake, root)));
            Assert.DoesNotContain(Directory.GetFiles(lake.Root, ".tmp-*", SearchOption.AllDirectories), f => f.Contains(root + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_reader_at_any_step_sees_the_state_before_or_after_and_the_files_of_both_are_there()
    {
        using var lake = new TempLake();
        var seen = new List<long>();
        var reader = new ReadingProbe(lake, seen);

        Work(lake, "read", reader);

        Assert.Equal([0, 100, 99], seen.Distinct());
    }

    [Fact]
    public void A_disk_that_refuses_is_an_error_and_the_table_stays_as_it_was()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", TwoColumns), "select 1::bigint as id, 1 as v");
        var files = Directory.GetFiles(lake.Root, "*", SearchOption.AllDirectories);
        var data = Path.Combine(lake.Root, "silver", "t", "data");
        Directory.Move(data, data + "-gone");
        File.WriteAllText(data, "a file where the folder should be");

        var error = Assert.Throws<LakeException>(() => lake.Append(table, "select 2::bigint as id, 1 as v"));

        Assert.Equal(LakeErrorKind.Io, error.Kind);
        Assert.NotEqual("", error.Advice);
        File.Delete(data);
        Directory.Move(data + "-gone", data);
        Assert.Equal(files.Order(), Directory.GetFiles(lake.Root, "*", SearchOption.AllDirectories).Order());
        Assert.Equal(table.CurrentSnapshotId, lake.Catalog.Load(table.Id).CurrentSnapshotId);
    }

    [Fact]
    public void A_query_that_fails_half_way_leaves_no_file()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TwoColumns);

        Assert.Throws<DuckDbException>(() => lake.Append(table, "select id, case when id = 150000 then error('stop') else 1 end::integer as v from range(200000) r(id)"));

        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(lake.Root, "silver", "t", "data")));
    }

    private static DirectoryCatalog Open(TempLake lake, string root, ICommitProbe? probe = null) => new(Path.Combine(lake.Root, root), probe);

    /// <summary>Does whatever of the work is not done yet, as a restarted pipeline would, and gives the lake's digest.</summary>
    private static string Work(TempLake lake, string root, ICommitProbe probe)
    {
        var catalog = Open(lake, root, probe);
        var id = new TableId("silver", "t");
        var table = catalog.Exists(id) ? catalog.Load(id) : catalog.Create(id, TwoColumns, new CommitStamp(1_000, "create"));
        if (!table.Properties.ContainsKey("step"))
        {
            var tx = table.Begin(new CommitStamp(2_000, "append"));
            table = tx.Append(tx.NewWriter().Write(lake.Sql, "select id, 1 as v from range(100) r(id)")).SetProperty("step", "1").Commit().Table;
        }

        if (table.Properties["step"] == "1")
        {
            var tx = table.Begin(new CommitStamp(3_000, "merge"));
            tx.ReplaceByKey(lake.Sql, "select 7::bigint as id, 2 as v", ["id"], "select unnest([7, 8])::bigint as id", new MergeOptions { Mode = MergeMode.MergeOnRead });
            tx.SetProperty("step", "2").Commit();
        }

        catalog.RepairHint(id);
        return LakeDigest.Of(catalog);
    }

    private sealed class StoppedException : Exception;

    private sealed class StepProbe(int stop) : ICommitProbe
    {
        public List<string> Seen { get; } = [];

        public void Reached(string stepName)
        {
            Seen.Add(stepName);
            if (Seen.Count - 1 == stop)
            {
                throw new StoppedException();
            }
        }
    }

    private sealed class ReadingProbe(TempLake lake, List<long> seen) : ICommitProbe
    {
        public void Reached(string stepName)
        {
            var catalog = Open(lake, "read");
            var id = new TableId("silver", "t");
            if (catalog.Exists(id))
            {
                using var connection = lake.Connect();
                seen.Add(connection.Scalar<long>($"select count(*) from {catalog.Load(id).ToSql()}"));
            }
        }
    }
}
