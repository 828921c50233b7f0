using Waybill.Cli.Verifying;
using Waybill.Events;
using Waybill.Pipeline.Score;
using Xunit;

namespace Waybill.Tests.Cli.Verifying;

public sealed class CandidateColumnsTests
{
    private static readonly ExpectedTable Orders = new(
        "silver.orders", ["order_id"], ["order_id", "quantity"], ["order_id", "quantity", "region"]);

    [Fact]
    public void Names_match_whatever_their_case_and_other_columns_stay()
    {
        Assert.Equal("\"Order_ID\" as \"order_id\", \"quantity\" as \"quantity\", \"note\"",
            CandidateColumns.Select(["Order_ID", "quantity", "note"], Orders, []));
    }

    [Fact]
    public void A_mapped_column_stands_for_ours_and_gives_up_its_own_name()
    {
        Assert.Equal("\"id\" as \"order_id\", \"qty\" as \"quantity\"",
            CandidateColumns.Select(["id", "qty", "quantity"], Orders, ["id=order_id", "qty=quantity"]));
    }

    [Fact]
    public void A_missing_column_is_named_with_the_nearest_that_is_there()
    {
        var error = Assert.Throws<WaybillException>(() => CandidateColumns.Select(["order_id", "quantitty", "x"], Orders, []));

        Assert.Contains("lacks the column quantity", error.Message);
        Assert.Contains("--map quantitty=quantity", error.Advice);
    }

    [Fact]
    public void No_column_is_proposed_for_two_missing_ones()
    {
        var error = Assert.Throws<WaybillException>(() => CandidateColumns.Select(["order_no", "qantity"], Orders, []));

        Assert.Contains("--map order_no=order_id", error.Advice);
        Assert.Contains("--map qantity=quantity", error.Advice);
    }

    [Theory]
    [InlineData("idd=order_id", "no column 'idd'")]
    [InlineData("id=order", "no column 'order'")]
    [InlineData("id", "'id' is not a mapping")]
    public void A_wrong_mapping_says_what_is_wrong(string map, string message)
    {
        var error = Assert.Throws<WaybillException>(() => CandidateColumns.Select(["id", "quantity"], Orders, [map]));

        Assert.Contains(message, error.Message);
    }
}
