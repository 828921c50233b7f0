using Xunit;

namespace Waybill.IntegrationTests.Cli;

public sealed class BadFileTests(BadLanding landing) : IClassFixture<BadLanding>
{
    private static readonly int[] Advanced = [1, 4, 6, 7, 8, 9, 10];

    [Fact]
    public void Files_of_which_nothing_could_be_read_make_the_run_end_with_exit_code_2() => Assert.Equal(2, landing.ExitCode);

    [Fact]
    public void Rows_that_were_there_before_stay_as_they_are() =>
        Assert.Equal(landing.Before, landing.Bronze("sales", "sales/orders_20260101_120000.csv"));

    [Fact]
    public void Good_rows_beside_bad_ones_reach_gold()
    {
        var processing = landing.Query("select order_id from gold.sales where status = 'Processing' order by 1");

        Assert.Equal([.. Advanced.Select(OrderFiles.Id)], processing);
    }

    [Fact]
    public void An_empty_file_is_named() => Assert.Equal("the file is empty", landing.Notes[BadLanding.Empty]);

    [Fact]
    public void A_truncated_file_loses_its_last_row_alone()
    {
        Assert.Equal([OrderFiles.Id(1) + " Processing"], landing.Bronze("logistics", BadLanding.Truncated));
        Assert.Equal(["ragged_row 3 21"], landing.Quarantined(BadLanding.Truncated));
    }

    [Fact]
    public void Latin_1_text_is_read_as_it_was_meant() =>
        Assert.Equal([OrderFiles.Id(21) + " José Muñoz"], landing.Bronze("sales", BadLanding.Latin1));

    [Fact]
    public void A_utf_16_file_is_read() =>
        Assert.Equal([OrderFiles.Id(8) + " Processing"], landing.Bronze("logistics", BadLanding.Utf16));

    [Theory]
    [InlineData(BadLanding.OtherHeader, "line 1: the first line is no header of feed 'logistics'")]
    [InlineData(BadLanding.MissingColumn, "line 1: the header lacks the required columns status_timestamp")]
    public void A_file_with_another_header_is_kept_out_and_the_run_says_why(string file, string reason)
    {
        Assert.Contains(reason, landing.Notes[file], StringComparison.Ordinal);
        Assert.Contains("let it land again under another name", landing.Notes[file], StringComparison.Ordinal);
        Assert.StartsWith("bad_header ", Assert.Single(landing.Quarantined(file)), StringComparison.Ordinal);
        Assert.Empty(landing.Bronze("logistics", file));
    }

    [Fact]
    public void A_row_with_a_nul_byte_is_quarantined_with_its_bytes()
    {
        Assert.Equal([OrderFiles.Id(4) + " Processing"], landing.Bronze("logistics", BadLanding.NulByte));
        Assert.Equal([$"nul_byte 2 {OrderFiles.Update(3, "Proc_essing").Length - 1}"], landing.Quarantined(BadLanding.NulByte));
    }

    [Fact]
    public void A_line_of_100_MB_is_quarantined_by_its_beginning_and_the_rows_around_it_arrive()
    {
        Assert.Equal([OrderFiles.Id(6) + " Processing", OrderFiles.Id(7) + " Processing"], landing.Bronze("logistics", BadLanding.LongLine));
        Assert.Equal([$"line_too_long 3 {1 << 20}"], landing.Quarantined(BadLanding.LongLine));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_taken_in_when_it_can()
    {
        Assert.Contains("the next run tries again", landing.Notes[BadLanding.Locked], StringComparison.Ordinal);
        Assert.Equal(0, landing.Later.ExitCode);
        Assert.Equal([OrderFiles.Id(10) + " Processing"], landing.Bronze("logistics", BadLanding.Locked));
    }

    [Fact]
    public void A_link_is_named_and_not_followed()
    {
        Assert.Contains("links are not followed", landing.Notes[BadLanding.Link], StringComparison.Ordinal);
        Assert.Empty(landing.Bronze("logistics", BadLanding.Link));
    }

    [Fact]
    public void A_name_that_would_leave_the_workspace_is_only_a_name() =>
        Assert.Equal([OrderFiles.Id(9) + " Processing"], landing.Bronze("logistics", BadLanding.EscapingName));

    [Fact]
    public void A_folder_that_is_named_like_a_file_is_no_file()
    {
        Assert.False(landing.Notes.ContainsKey(BadLanding.Folder));
        Assert.Empty(landing.Quarantined(BadLanding.Folder));
    }
}
