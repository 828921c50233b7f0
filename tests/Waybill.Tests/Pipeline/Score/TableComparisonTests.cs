using Waybill.DuckDb;
using Waybill.Pipeline;
using Waybill.Pipeline.Score;
using Xunit;

namespace Waybill.Tests.Pipeline.Score;

public sealed class TableComparisonTests : IDisposable
{
    private const string Truth = "(select * from (values (1, 'a', 10.00), (2, 'b', 20.00), (3, null, 30.00)) t(id, name, amount))";

    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;
    private readonly Differences _differences;

    public TableComparisonTests()
    {
        _connection = _database.Connect();
        _connection.Execute("create schema score");
        _differences = new Differences(_connection);
        _differences.Create();
    }

    [Fact]
    public void Equal_tables_have_no_differences_in_whatever_order_their_rows_are()
    {
        var score = Compare("(select * from (values (3, null, 30.00), (1, 'a', 10.00), (2, 'b', 20.00)) t(id, name, amount))");

        Assert.Equal((3, 3, 0, 0, 0, 0), (score.Expected, score.Found, score.Missing, score.Extra, score.Doubled, score.WrongCells));
    }

    [Fact]
    public void Every_kind_of_difference_is_counted_apart()
    {
        var score = Compare("(select * from (values (1, 'a', 10.01), (2, 'b', 20.00), (2, 'b', 20.00), (4, 'd', 0.00)) t(id, name, amount))");

        Assert.Equal((1, 1, 1), (score.Missing, score.Extra, score.Doubled));
        Assert.Equal([("amount", 1L), ("name", 0L)], score.Columns.Select(c => (c.Name, c.Wrong)).Order());
        var cell = Assert.Single(_differences.Examples(5), d => d.What == "different");
        Assert.Equal(("1", "amount", "10.00", "10.01"), (cell.Key, cell.Column, cell.Truth, cell.Found));
    }

    [Fact]
    public void An_empty_cell_differs_from_a_value_and_not_from_another_empty_cell()
    {
        var score = Compare("(select * from (values (1, null, 10.00), (2, 'b', 20.00), (3, '', 30.00)) t(id, name, amount))");

        Assert.Equal(2, score.Columns.Single(c => c.Name == "name").Wrong);
    }

    [Fact]
    public void Text_is_read_as_the_type_of_the_truth_and_what_cannot_be_read_is_wrong()
    {
        var score = Compare("(select * from (values ('1', 'a', '10.0'), ('2', 'b', '20'), ('3', null, 'thirty')) t(id, name, amount))");

        Assert.Equal(1, score.Columns.Single(c => c.Name == "amount").Wrong);
        Assert.Equal("thirty", Assert.Single(_differences.Examples(5)).Found);
    }

    [Fact]
    public void Unreadable_text_where_the_truth_is_empty_is_wrong_too()
    {
        var score = Compare(
            "(select 1 as id, 'x' as amount)", truth: "(select 1 as id, cast(null as decimal(18, 2)) as amount)");

        Assert.Equal(1, score.WrongCells);
    }

    [Fact]
    public void With_a_tolerance_numbers_may_be_that_far_off()
    {
        const string Near = "(select * from (values (1, 'a', 10.19), (2, 'b', 20.41), (3, null, 30.00)) t(id, name, amount))";

        var score = Compare(Near, tolerancePct: 2);

        Assert.Equal(1, score.Columns.Single(c => c.Name == "amount").Wrong);
    }

    [Fact]
    public void Rows_without_a_key_are_nobodys_rows()
    {
        var score = Compare("(select * from (values (null, 'a', 10.00), (2, 'b', 20.00), (3, null, 30.00)) t(id, name, amount))");

        Assert.Equal((1, 1), (score.Missing, score.Extra));
    }

    [Fact]
    public void A_column_that_is_gone_is_wrong_in_every_row_when_all_are_required()
    {
        var score = Compare("(select id, amount from " + Truth + ")", requireAll: true);

        Assert.Equal(3, score.Columns.Single(c => c.Name == "name").Wrong);
    }

    [Fact]
    public void A_key_column_that_is_gone_is_an_error()
    {
        Assert.Throws<PipelineException>(() => Compare("(select name, amount from " + Truth + ")"));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private TableScore Compare(string found, double? tolerancePct = null, bool requireAll = false, string truth = Truth) =>
        _differences.Count(
            new TableComparison(_connection, tolerancePct, requireAll).Run(new Expectation("silver.things", truth, ["id"], [], true), found, default),
            new Dictionary<string, long>());
}
