using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Sim.Faults;
using Xunit;

namespace Waybill.Tests.Sim.Faults;

public sealed class FileLayoutTests
{
    private const string Rows = "260103-0000-00001,Shipped,2026-01-03 10:00:00,14\n";

    private const string Element =
        """{"machine_id":"SMELTER-01","timestamp":"2026-01-01 13:20:54","temperature":1334.1,"pressure":null,"energy_kwh":2.971,"efficiency_percent":99.6,"batch_id":"B260101-S01-001","source_seq":8},"""
        + "\n";

    [Fact]
    public void The_usual_layout_keeps_its_rows()
    {
        Assert.All(FeedCatalogue.Exports, feed => Assert.True(FileLayout.Usual(feed).KeepsRows));
        Assert.All(FeedCatalogue.Exports, feed => Assert.Equal(feed.Header, FileLayout.Usual(feed).Header));
    }

    [Fact]
    public void Moved_columns_move_in_every_row_and_broken_rows_stay()
    {
        HeaderChange change = HeaderChange.Make(FeedCatalogue.Logistics, 4);

        string rows = Rewrite(FileLayout.Changed(FeedCatalogue.Logistics, change), "1,\"a,b\",3,4\n1,2\n,,,\n\"open,2,3,4\n1,2,3,4,5\n");

        Assert.Equal("status,status_timestamp,source_seq,order_id", change.Header);
        Assert.Equal("\"a,b\",3,4,1\n1,2\n,,,\n\"open,2,3,4\n1,2,3,4,5\n", rows);
    }

    [Fact]
    public void A_passing_column_is_added_to_every_row_even_to_broken_ones()
    {
        string rows = Rewrite(FileLayout.WithPassingColumn(FeedCatalogue.Logistics, 0), "1,2,3,4\n3,4\n1,2,3,4,5\n");

        Assert.Equal([5, 3, 6], rows.TrimEnd('\n').Split('\n').Select(line => line.Split(',').Length));
    }

    [Fact]
    public void Another_header_renames_the_keys_of_a_json_element()
    {
        HeaderChange change = HeaderChange.Make(FeedCatalogue.SensorLogs, 1);

        string row = Rewrite(FileLayout.Changed(FeedCatalogue.SensorLogs, change), Element + "{\"machine_id\":\"SMEL,\n");

        Assert.StartsWith("{\"MACHINE_ID\":\"SMELTER-01\",\"TIMESTAMP\":", row, StringComparison.Ordinal);
        Assert.EndsWith("\"SOURCE_SEQ\":8},\n{\"machine_id\":\"SMEL,\n", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SchemaChangeKind.Retype, "status_timestamp", "epoch", "260103-0000-00001,Shipped,1767434400,14\n")]
    [InlineData(SchemaChangeKind.Retype, "status_timestamp", "iso", "260103-0000-00001,Shipped,2026-01-03T10:00:00Z,14\n")]
    [InlineData(SchemaChangeKind.Retype, "source_seq", "text", "260103-0000-00001,Shipped,2026-01-03 10:00:00,\"14\"\n")]
    [InlineData(SchemaChangeKind.Widen, "status_timestamp", "", "260103-0000-00001,Shipped,2026-01-03 10:00:00.000000,14\n")]
    [InlineData(SchemaChangeKind.Widen, "source_seq", "", "260103-0000-00001,Shipped,2026-01-03 10:00:00,14.0\n")]
    [InlineData(SchemaChangeKind.Drop, "status", "", "260103-0000-00001,2026-01-03 10:00:00,14\n")]
    [InlineData(SchemaChangeKind.Rename, "status", "phase", Rows)]
    public void A_scheduled_change_shows_in_every_row(SchemaChangeKind kind, string column, string to, string expected)
    {
        var layout = FileLayout.After(FeedCatalogue.Logistics, [new SchemaChange(FeedCatalogue.Logistics, 0, kind, column, to)]);

        Assert.Equal(expected, Rewrite(layout, Rows));
        Assert.Equal(kind == SchemaChangeKind.Rename ? "order_id,phase,status_timestamp,source_seq" : layout.Header, layout.Header);
    }

    [Fact]
    public void In_json_numbers_become_texts_and_nothing_stays_nothing()
    {
        FeedDefinition feed = FeedCatalogue.SensorLogs;
        SchemaChange Retype(string column, string to) => new(feed, 0, SchemaChangeKind.Retype, column, to);

        string row = Rewrite(
            FileLayout.After(feed, [Retype("temperature", "text"), Retype("pressure", "text"), Retype("timestamp", "epoch")]), Element);

        Assert.Contains("\"temperature\":\"1334.1\",\"pressure\":null,", row, StringComparison.Ordinal);
        Assert.Contains("\"timestamp\":1767273654,", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_not_what_the_column_holds_stay_as_they_are()
    {
        var change = new SchemaChange(FeedCatalogue.Logistics, 0, SchemaChangeKind.Retype, "status_timestamp", "epoch");
        var layout = FileLayout.After(FeedCatalogue.Logistics, [change]);

        Assert.Equal("a,b,,1\na,b,yesterday,2\n", Rewrite(layout, "a,b,,1\na,b,yesterday,2\n"));
    }

    private static string Rewrite(FileLayout layout, string rows)
    {
        var target = new ByteBuffer();
        layout.Rewrite(Encoding.UTF8.GetBytes(rows), target);
        return Encoding.UTF8.GetString(target.Written);
    }
}
