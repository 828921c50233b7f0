using Waybill.Connectors.Postgres.Loading;
using Waybill.DuckDb;
using Xunit;

namespace Waybill.Tests.Connectors.Postgres.Loading;

public sealed class LayoutChangeTests
{
    private static readonly ControlColumn[] Loaded =
        [new(1, "id", "integer"), new(2, "name", "text"), new(3, "price", "numeric(9,2)")];

    [Fact]
    public void Columns_are_followed_by_their_id()
    {
        var change = LayoutChange.Between(Loaded, [
            Column(3, "amount", DuckDbType.Decimal(18, 2)), Column(1, "id", DuckDbType.BigInt), Column(4, "name", DuckDbType.Varchar)]);

        Assert.Equal(
            ["drop column \"name\"", "rename column \"price\" to \"amount\"", "alter column \"amount\" type numeric(18,2)", "alter column \"id\" type bigint",
                "add column \"name\" text"],
            change.Clauses);
        Assert.False(change.NeedsNewTable);
    }

    [Fact]
    public void Columns_that_stay_need_nothing() => Assert.Empty(LayoutChange.Between(
        Loaded, [Column(1, "id", DuckDbType.Integer), Column(2, "name", DuckDbType.Varchar), Column(3, "price", DuckDbType.Decimal(9, 2))]).Clauses);

    [Fact]
    public void What_does_not_widen_and_names_that_change_places_need_a_new_table()
    {
        Assert.True(LayoutChange.Between(Loaded, [Column(1, "id", DuckDbType.Varchar)]).NeedsNewTable);
        Assert.True(LayoutChange.Between(Loaded, [Column(3, "price", DuckDbType.Decimal(18, 3))]).NeedsNewTable);
        Assert.True(LayoutChange.Between(Loaded, [Column(1, "name", DuckDbType.Integer), Column(2, "id", DuckDbType.Varchar)]).NeedsNewTable);
    }

    private static LoadColumn Column(int id, string name, DuckDbType type) => LoadColumn.Of(new DuckDbColumn(name, type), id);
}
