using System.Globalization;
using System.Text;
using Waybill.Connectors.Reading;
using Waybill.Events.Feeds;
using Xunit;

namespace Waybill.Tests.Connectors.Csv;

public sealed class CsvReadingTests : IDisposable
{
    private const string Header = "order_id,status,status_timestamp,source_seq\n";
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Plain_rows_come_as_they_are()
    {
        var arrived = Read(Header + "o-1,Shipped,2026-01-03 10:00:00,7\no-2,,, 8 \n");

        Assert.Equal(["2:o-1|Shipped|2026-01-03 10:00:00|7", "3:o-2||| 8 "], arrived.Lines);
        Assert.All(arrived.Rows, row => Assert.Null(row.Raw));
        Assert.All(arrived.Rows, row => Assert.Equal("logistics/logistics_updates_20260103_060000.csv", row.File));
        Assert.All(arrived.Rows, row => Assert.Equal(TestWorkspace.Clock + (6 * 3_600_000_000L), row.LandedAt));
    }

    [Fact]
    public void A_file_with_only_the_listed_columns_has_nulls_in_ours()
    {
        var arrived = Read("order_id,status,status_timestamp\no-1,Shipped,now\n");

        Assert.Equal(["2:o-1|Shipped|now|∅"], arrived.Lines);
        Assert.Null(arrived.Rows[0].Raw);
    }

    [Fact]
    public void Quoted_fields_may_hold_delimiters_quotes_and_line_ends()
    {
        var arrived = Read(Header + "\"o,1\",\"said \"\"hi\"\"\",\"two\nlines\",\"\"\no-2,b,c,4\n");

        Assert.Equal(["2:o,1|said \"hi\"|two\nlines|", "4:o-2|b|c|4"], arrived.Lines);
        Assert.Equal("\"o,1\",\"said \"\"hi\"\"\",\"two\nlines\",\"\"", Encoding.UTF8.GetString(arrived.Rows[0].Raw!));
        Assert.Null(arrived.Rows[1].Raw);
        Assert.Empty(arrived.Rejects);
    }

    [Fact]
    public void A_quote_inside_an_unquoted_field_is_a_letter()
    {
        var arrived = Read(Header + "o-1,5\" pipe,c,4\n");

        Assert.Equal(["2:o-1|5\" pipe|c|4"], arrived.Lines);
        Assert.Null(arrived.Rows[0].Raw);
    }

    [Fact]
    public void An_unclosed_quote_loses_its_line_and_no_other()
    {
        var arrived = Read(Header + "o-1,a,b,1\no-2,\"open,b,2\no-3,a,b,3\no-4,\"fine, really\",b,4\no-5,\"open,b,5\n");

        Assert.Equal(["2:o-1|a|b|1", "4:o-3|a|b|3", "5:o-4|fine, really|b|4"], arrived.Lines);
        Assert.Equal(["3:unclosed_quote", "6:unclosed_quote"], arrived.Refusals);
        Assert.Equal("o-2,\"open,b,2", Encoding.UTF8.GetString(arrived.Rejects[0].Raw));
        Assert.Contains("column 'status'", arrived.Rejects[0].Detail, StringComparison.Ordinal);
        Assert.Equal(Header.Length + 10, arrived.Rejects[0].Offset);
    }

    [Fact]
    public void Text_behind_a_closing_quote_is_refused()
    {
        var arrived = Read(Header + "o-1,\"a\" b,c,1\no-2,a,b,2\n");

        Assert.Equal(["3:o-2|a|b|2"], arrived.Lines);
        Assert.Equal(["2:bad_quoting"], arrived.Refusals);
    }

    [Fact]
    public void Ragged_rows_go_to_the_rejects_with_their_bytes()
    {
        var arrived = Read(Header + "o-1,a\no-2,a,b,2\no-3,a,b,3,4,5\n\n\no-4,a,b,4\no-5,a,b");

        Assert.Equal(["3:o-2|a|b|2", "7:o-4|a|b|4"], arrived.Lines);
        Assert.Equal(["2:ragged_row", "4:ragged_row", "8:ragged_row"], arrived.Refusals);
        Assert.Equal("the row has 2 fields, the header 4", arrived.Rejects[0].Detail);
        Assert.Equal("o-5,a,b", Encoding.UTF8.GetString(arrived.Rejects[2].Raw));
    }

    [Fact]
    public void The_last_row_needs_no_line_end()
    {
        Assert.Equal(["2:o-1|a|b|1"], Read(Header + "o-1,a,b,1").Lines);
        Assert.Equal(["2:o-1|a|b|x"], Read(Header + "o-1,a,b,\"x\"").Lines);
    }

    [Fact]
    public void Rows_with_windows_line_ends_lose_the_return_and_keep_their_bytes()
    {
        var arrived = Read("order_id,status,status_timestamp,source_seq\r\no-1,a,b,1\r\n\r\no-2,a,\"b\",\"2\"\r\no-3,a,b,\r\n");

        Assert.Equal(["2:o-1|a|b|1", "4:o-2|a|b|2", "5:o-3|a|b|"], arrived.Lines);
        Assert.Equal("o-1,a,b,1\r", Encoding.UTF8.GetString(arrived.Rows[0].Raw!));
        Assert.Empty(arrived.Rejects);
        Assert.Equal(Read(Header + "o-1,a,b,1\n").Rows[0].Hash, arrived.Rows[0].Hash);
    }

    [Fact]
    public void A_row_with_a_nul_is_refused()
    {
        var arrived = Read(Header + "o-1,a\0,b,1\no-2,a,b,2\n");

        Assert.Equal(["3:o-2|a|b|2"], arrived.Lines);
        Assert.Equal(["2:nul_byte"], arrived.Refusals);
    }

    [Fact]
    public void A_row_that_is_not_utf8_is_read_as_windows_1252()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header), .. "o-1,Jos"u8, 0xE9, .. ",\""u8, 0x80, .. "\"\"5\",1\no-2,Jos"u8, 0xC3, 0xA9, .. ",b,2\n"u8];

        var arrived = Read(bytes);

        Assert.Equal(["2:o-1|José|€\"5|1", "3:o-2|José|b|2"], arrived.Lines);
        Assert.Equal(0xE9, arrived.Rows[0].Raw![7]);
        Assert.Null(arrived.Rows[1].Raw);
    }

    [Fact]
    public void A_utf8_mark_is_dropped()
    {
        var arrived = Read("\uFEFF" + Header + "o-1,a,b,1\n");

        Assert.Equal(["2:o-1|a|b|1"], arrived.Lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_with_a_mark_is_read_and_keeps_its_bytes(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Header + "o-1,Đà Nẵng 🚚,\"b\",1\no-2,a\n")];

        var arrived = Read(bytes);

        Assert.Equal(["2:o-1|Đà Nẵng 🚚|b|1"], arrived.Lines);
        Assert.Equal("o-1,Đà Nẵng 🚚,\"b\",1", encoding.GetString(arrived.Rows[0].Raw!));
        Assert.Equal("o-2,a", encoding.GetString(arrived.Rejects[0].Raw));
        Assert.Equal(bytes.Length, arrived.Files[0].Bytes);
    }

    [Fact]
    public void Half_a_utf16_character_refuses_its_row_alone()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Header + "o-1,"), 0x3D, 0xD8, .. Encoding.Unicode.GetBytes(",b,1\no-2,a,b,2\n")];

        var arrived = Read(bytes);

        Assert.Equal(["3:o-2|a|b|2"], arrived.Lines);
        Assert.Equal(["2:bad_encoding"], arrived.Refusals);
        Assert.Equal([.. "o\0-\01\0,\0"u8, 0x3D, 0xD8, .. ",\0b\0,\01\0"u8], arrived.Rejects[0].Raw);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_delimiter_is_seen_in_the_header(char delimiter)
    {
        var arrived = Read((Header + "o-1,a,b,1\n").Replace(',', delimiter));

        Assert.Equal(["2:o-1|a|b|1"], arrived.Lines);
        Assert.NotNull(arrived.Rows[0].Raw);
    }

    [Fact]
    public void Columns_are_found_by_alias_and_spelling_and_in_any_order()
    {
        var arrived = Read("Status Timestamp,ORDER-ID,order_status,Coupon Code\nt,o-1,Shipped,X1\n");

        Assert.Equal(["2:o-1|Shipped|t|∅|X1"], arrived.Lines);
        Assert.Equal(["coupon_code"], arrived.ExtraColumns);
        Assert.Equal("t,o-1,Shipped,X1", Encoding.UTF8.GetString(arrived.Rows[0].Raw!));
    }

    [Fact]
    public void Extra_columns_of_all_files_stand_side_by_side()
    {
        _workspace.Write("landing/logistics/a.csv", "order_id,status,status_timestamp,zebra\n1,a,b,z\n");
        _workspace.Write("landing/logistics/b.csv", "order_id,status,status_timestamp,apple,,order_key\n2,a,b,y,w,k\n");

        var arrived = _workspace.Read(FeedCatalogue.Logistics);

        Assert.Equal(["apple", "column_5", "extra_order_key", "zebra"], arrived.ExtraColumns);
        Assert.Equal(["2:1|a|b|∅|∅|∅|∅|z", "2:2|a|b|∅|y|w|k|∅"], arrived.Lines);
    }

    [Fact]
    public void A_column_by_its_own_name_is_stronger_than_an_alias()
    {
        var arrived = Read("order_id,state,status,status_timestamp\no-1,SP,Shipped,t\n");

        Assert.Equal(["2:o-1|Shipped|t|∅|SP"], arrived.Lines);
        Assert.Equal(["state"], arrived.ExtraColumns);
    }

    [Theory]
    [InlineData("order_id,status\no-1,a\n", "lacks the required columns status_timestamp")]
    [InlineData("order_id,status,status,status_timestamp\no-1,a,b,c\n", "names the column 'status' twice")]
    [InlineData("order_id,state,new_status,status_timestamp\no-1,a,b,c\n", "names the column 'status' twice ('state' and 'new_status')")]
    [InlineData("o-1,Shipped,2026-01-03 00:00:00,4\no-2,Shipped,2026-01-03 00:00:00,5\n", "is no header of feed 'logistics'")]
    [InlineData("order_id,\"status,status_timestamp\no-1,a,b\n", "its quotes are not closed")]
    [InlineData("order_id,status\0,status_timestamp\no-1,a,b\n", "NUL bytes")]
    [InlineData("order_id,status,status_timestamp\ro-1,a,b\r", "lines end with CR alone")]
    public void A_bad_header_refuses_the_whole_file_and_says_why(string text, string problem)
    {
        var arrived = Read(text);

        Assert.Empty(arrived.Rows);
        var reject = Assert.Single(arrived.Rejects);
        Assert.Equal(("bad_header", 0L), (reject.Rule, reject.Line));
        Assert.Contains(problem, reject.Detail, StringComparison.Ordinal);
        Assert.StartsWith("logistics/logistics_updates_20260103_060000.csv, line 1: ", reject.Detail, StringComparison.Ordinal);
        Assert.True(Assert.Single(arrived.Files).IsRefused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n\n")]
    [InlineData("\uFEFF")]
    public void An_empty_file_counts_and_gives_no_rows(string text)
    {
        var arrived = Read(text);

        Assert.Empty(arrived.Rows);
        Assert.Empty(arrived.Rejects);
        Assert.False(Assert.Single(arrived.Files).IsRefused);
        Assert.Equal("the file is empty", Assert.Single(arrived.Notes).Message);
    }

    [Fact]
    public void A_header_alone_is_a_file_without_rows()
    {
        var arrived = Read(Header);

        Assert.Empty(arrived.Rows);
        Assert.Empty(arrived.Rejects);
        Assert.Empty(arrived.Notes);
        Assert.Single(arrived.Files);
    }

    [Fact]
    public void A_line_that_is_too_long_is_refused_without_being_kept()
    {
        _workspace.Limits = new ReadLimits { MaxRecordBytes = 100_000, MaxRejectBytes = 1_000, ReadBytes = 4_096 };
        var huge = new string('x', 1_000_000);

        var arrived = Read(Header + "o-1,a,b,1\no-2," + huge + "\no-3,\"" + huge + "\",b,3\no-4,a,b,4\n");

        Assert.Equal(["2:o-1|a|b|1", "5:o-4|a|b|4"], arrived.Lines);
        Assert.Equal(["3:line_too_long", "4:line_too_long"], arrived.Refusals);
        Assert.Equal((1_000, 1_000_004L), (arrived.Rejects[0].Raw.Length, arrived.Rejects[0].RawLength));
        Assert.Equal("the line has 1000004 bytes; at most 100000 are read", arrived.Rejects[0].Detail);
    }

    [Fact]
    public void Long_rows_within_the_limit_are_read()
    {
        var one = new string('x', 3_000_000);
        var other = string.Concat(Enumerable.Range(0, 200_000).Select(i => i.ToString(CultureInfo.InvariantCulture) + "\n"));

        var arrived = Read(Header + $"o-1,{one},b,1\no-2,\"{other}\",b,2\no-3,a,b,3\n");

        Assert.Equal([one, other, "a"], arrived.Rows.Select(r => r.Cells[1]));
        Assert.Equal([2L, 3, 200_004], arrived.Rows.Select(r => r.Line));
    }

    [Fact]
    public void Big_files_are_divided_at_records_with_the_right_line_numbers()
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < 50_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"o-{i},{(i % 100 == 7 ? "\"a\nb\"" : "ab")},t,{i}\n");
        }

        var whole = Read(text.ToString());
        _workspace.Limits = new ReadLimits { PartBytes = 10_000 };
        var divided = Read(text.ToString());

        Assert.Equal(1, whole.Parts);
        Assert.InRange(divided.Parts, 50, 200);
        Assert.Equal(whole.Rows.Select(r => r.ToString()), divided.Rows.Select(r => r.ToString()));
        Assert.Equal(50_000, whole.Rows.Count);
        Assert.Equal(50_000 + 500 + 1, whole.Rows[^1].Line);
    }

    [Fact]
    public void Equal_rows_have_equal_hashes_and_others_have_not()
    {
        var arrived = Read(Header + "o-1,a,b,1\no-2,a,b,2\no-1,a,b,1\n\"o-1\",a,b,1\n");

        Assert.Equal(arrived.Rows[0].Hash, arrived.Rows[2].Hash);
        Assert.Equal(3, arrived.Rows.Select(r => r.Hash).Distinct().Count());
    }

    private Arrived Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private Arrived Read(byte[] bytes)
    {
        _workspace.Write("landing/logistics/logistics_updates_20260103_060000.csv", bytes);
        return _workspace.Read(FeedCatalogue.Logistics);
    }
}
