using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Ledger;

public sealed class LedgerCsvTests
{
    private readonly LedgerCsv _csv = new();
    private readonly ByteBuffer _buffer = new();

    [Fact]
    public void A_line_says_what_was_changed_where_and_when()
    {
        _csv.Append(_buffer, new OrderId(20_456, 7, 12), Entry(FaultKind.NameVariant, "Swift Line", "SWIFT LINE"));

        Assert.Equal(
            "F260103-0007-00012,name_variant,sales,260103-0007-00123,carrier,Swift Line,SWIFT LINE,"
            + "2026-01-03 01:01:01,2026-01-03 06:00:00,true\n",
            Encoding.UTF8.GetString(_buffer.Written));
    }

    [Fact]
    public void Values_with_commas_and_quotes_are_quoted()
    {
        _csv.Append(_buffer, new OrderId(20_456, 7, 12), Entry(FaultKind.BrokenRow, "a,b", "\"a"));

        Assert.Contains(",\"a,b\",\"\"\"a\",", Encoding.UTF8.GetString(_buffer.Written));
    }

    [Fact]
    public void Feeds_whose_names_are_equally_long_do_not_mix()
    {
        foreach (FeedDefinition feed in (FeedDefinition[])[FeedCatalogue.Logistics, FeedCatalogue.QcChecks, FeedCatalogue.Logistics])
        {
            _csv.Append(_buffer, new OrderId(20_456, 7, 12), Entry(FaultKind.Late, "", "", feed));
        }

        Assert.Equal(
            ["logistics", "qc_checks", "logistics"],
            Encoding.UTF8.GetString(_buffer.Written).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')[2]));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("260103-0007-00123")]
    [InlineData("260103-0007-00123|Processing")]
    [InlineData("a key that is longer than any that a market gives to one of its rows, and longer than two blocks")]
    public void The_line_of_a_row_that_only_moves_is_that_of_a_fault_without_values(string key)
    {
        var id = new OrderId(20_456, 7, 1_234_567);
        byte[] rowKey = Encoding.UTF8.GetBytes(key);
        Instant happened = Instant.FromDay(20_454).AddSeconds(86_399);
        Instant arrives = Instant.FromDay(20_456).AddSeconds(21_600);

        // Twice, so that the second line overwrites what the first left behind itself.
        for (int i = 0; i < 2; i++)
        {
            _csv.AppendMoved(_buffer, id, FaultKind.ConflictingDuplicate, FeedCatalogue.ProductionBatches, rowKey, happened, arrives);
        }

        var expected = new ByteBuffer();
        for (int i = 0; i < 2; i++)
        {
            _csv.Append(expected, id, new LedgerEntry
            {
                Kind = FaultKind.ConflictingDuplicate,
                Feed = FeedCatalogue.ProductionBatches,
                EntityKey = rowKey,
                EventTime = happened,
                ArrivalTime = arrives,
                IsRepairable = true,
            });
        }

        Assert.Equal(Encoding.UTF8.GetString(expected.Written), Encoding.UTF8.GetString(_buffer.Written));
    }

    [Fact]
    public void Faults_of_files_have_no_cell()
    {
        _csv.AppendFileFault(_buffer, 20_456, 2, Entry(FaultKind.MissingDrop, "", ""));

        Assert.StartsWith("F260103-file-00002,missing_drop,", Encoding.UTF8.GetString(_buffer.Written));
    }

    [Fact]
    public void Every_kind_has_a_name_that_is_read_back()
    {
        Assert.All(Enum.GetValues<FaultKind>(), kind =>
        {
            Assert.True(FaultKinds.TryParse(FaultKinds.Name(kind), out FaultKind back));
            Assert.Equal(kind, back);
        });
        Assert.Equal("half_written_file", FaultKinds.Name(FaultKind.HalfWrittenFile));
        Assert.False(FaultKinds.TryParse("Late", out _));
    }

    private static LedgerEntry Entry(FaultKind kind, string trueValue, string writtenValue, FeedDefinition? feed = null) => new()
    {
        Kind = kind,
        Feed = feed ?? FeedCatalogue.Sales,
        EntityKey = "260103-0007-00123"u8,
        Field = "carrier"u8,
        TrueValue = Encoding.UTF8.GetBytes(trueValue),
        WrittenValue = Encoding.UTF8.GetBytes(writtenValue),
        EventTime = Instant.FromDay(20_456).AddSeconds(3_661),
        ArrivalTime = Instant.FromDay(20_456).AddSeconds(21_600),
        IsRepairable = true,
    };
}
