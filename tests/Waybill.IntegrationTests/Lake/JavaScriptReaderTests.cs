using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>icebird and hyparquet (npm) read over HTTP what this library wrote, and find the rows that its own scan finds.</summary>
public sealed class JavaScriptReaderTests : IDisposable
{
    private readonly TemporaryLake _lake = new();
    private readonly LakeServer _server;

    public JavaScriptReaderTests() => _server = new LakeServer(_lake.Root);

    public void Dispose()
    {
        _server.Dispose();
        _lake.Dispose();
    }

    [Fact]
    public void Every_type_and_nulls_are_read_back()
    {
        var table = Samples.WithEveryType(_lake, rows: 500);

        AssertSameRows(table, 500);
    }

    [Fact]
    public void Parquet_files_have_the_field_ids_and_exact_microseconds()
    {
        var table = Samples.WithEveryType(_lake, rows: 500);
        var scan = table.Scan();

        var (fields, rows) = OtherReaders.Hyparquet(_server, scan.Files.Select(f => f.FilePath));

        Assert.All(fields, f => Assert.Equal(table.Schema.Fields.Select(c => $"{c.Id} {c.Name}"), f));
        Assert.Equal(_lake.Rows(scan, "us"), rows);
    }

    [Fact]
    public void Position_delete_files_have_the_reserved_field_ids()
    {
        var table = Samples.MergedOnRead(_lake, Samples.WithEveryType(_lake, rows: 120), out var merge);
        var reader = table.Reader;
        var deletes = reader.Live(reader.Manifests(table.CurrentSnapshot), ManifestContent.Deletes).Select(e => e.File).ToArray();

        var (fields, rows) = OtherReaders.Hyparquet(_server, deletes.Select(f => f.FilePath));

        Assert.Equal(["2147483546 file_path", "2147483545 pos"], Assert.Single(fields));
        Assert.Equal(merge.Deleted, rows.Length);
        Assert.All(rows, r => Assert.StartsWith($"[\"{deletes[0].ReferencedDataFile}\",", r));
    }

    [Fact]
    public void A_table_by_day_bucket_and_region_is_read_whole()
    {
        var table = Samples.Partitioned(_lake, rows: 200);

        Assert.True(table.Scan().Files.Count > 20);
        AssertSameRows(table, 200);
    }

    [Fact]
    public void Renamed_added_widened_and_dropped_columns_are_found_by_their_ids()
    {
        var table = Samples.Evolved(_lake);

        AssertSameRows(table, 200);
        AssertSameRowsOfEverySnapshot(table);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_a_merge_on_read_replaced_are_gone(bool partitioned)
    {
        var table = partitioned ? Samples.Partitioned(_lake, rows: 120) : Samples.WithEveryType(_lake, rows: 120);
        table = Samples.MergedOnRead(_lake, table, out var merge);
        table = Samples.MergedOnRead(_lake, table, out _, "weight = 9.75");

        Assert.True(merge.DeleteFiles > 0);
        AssertSameRows(table, 120);
        AssertSameRowsOfEverySnapshot(table);
    }

    [Fact]
    public void Rows_that_a_copy_on_write_and_a_delete_took_are_gone()
    {
        var table = Samples.Partitioned(_lake, rows: 120);
        var tx = table.Begin(_lake.Stamp());
        tx.DeleteRows(_lake.Sql, [ColumnFilter.Less("id", 50)], new MergeOptions { Mode = MergeMode.CopyOnWrite });
        table = tx.Commit().Table;
        tx = table.Begin(_lake.Stamp());
        tx.DeleteRows(_lake.Sql, [ColumnFilter.Equal("region", "north")], new MergeOptions { Mode = MergeMode.MergeOnRead });
        table = tx.Commit().Table;

        AssertSameRowsOfEverySnapshot(table);
    }

    [Fact]
    public void Every_snapshot_of_many_commits_with_merged_manifests_is_read()
    {
        var table = _lake.Create("many", TableDefinition.Of(("id", PrimitiveType.Long, true)) with
        {
            Properties = new Dictionary<string, string> { [TableProperties.ManifestMergeCount] = "3" },
        });
        for (var i = 0; i < 8; i++)
        {
            table = _lake.Append(table, $"select id::bigint as id from range({i * 10}, {(i + 1) * 10}) r(id)");
        }

        AssertSameRowsOfEverySnapshot(table);
        AssertSameRows(table, 80);
    }

    private void AssertSameRows(LakeTable table, int count)
    {
        var scan = table.Scan();
        var (columns, rows) = OtherReaders.Icebird(_server, table);

        Assert.Equal(scan.Columns.Select(c => c.Name), columns);
        Assert.Equal(_lake.Rows(scan, "ms"), rows);
        Assert.Equal(count, rows.Length);
        Assert.Equal(count, rows.Select(r => r.Split(',')[0]).Distinct().Count()); // the id comes first
    }

    private void AssertSameRowsOfEverySnapshot(LakeTable table) => Assert.All(table.Snapshots, snapshot =>
    {
        var scan = table.Scan(new ScanOptions { SnapshotId = snapshot.SnapshotId });
        var (_, rows) = OtherReaders.Icebird(_server, table, snapshot.SnapshotId);

        Assert.Equal(_lake.Rows(scan, "ms"), rows);
    });
}
