using Waybill.Connectors.Postgres.Writing.Live;
using Waybill.Events.Shop;
using Xunit;

namespace Waybill.Tests.Connectors.Postgres.Writing;

public sealed class LiveHomesTests
{
    [Fact]
    public void A_kind_gets_connections_by_what_it_has_to_write()
    {
        var homes = new LiveHomes([.. Many(ShopTransactionKind.Visit, 30), .. Many(ShopTransactionKind.Purchase, 10)], workers: 4);

        int[][] expected = [[(int)ShopTransactionKind.Visit], [(int)ShopTransactionKind.Visit], [(int)ShopTransactionKind.Visit], [(int)ShopTransactionKind.Purchase]];
        Assert.Equal(expected, Enumerable.Range(0, 4).Select(homes.Of));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void Every_kind_has_a_connection_and_every_connection_a_kind(int workers)
    {
        var kinds = Enum.GetValues<ShopTransactionKind>();
        var homes = new LiveHomes([.. kinds.SelectMany(kind => Many(kind, 1 + ((int)kind * (int)kind)))], workers);

        var taken = Enumerable.Range(0, workers).Select(homes.Of).ToList();
        Assert.All(taken, Assert.NotEmpty);
        Assert.Equal(kinds.Select(kind => (int)kind), taken.SelectMany(kind => kind).Distinct().Order());
    }

    private static IEnumerable<LiveTransaction> Many(ShopTransactionKind kind, int count) =>
        Enumerable.Range(0, count).Select(number => new LiveTransaction(At: number, number, kind, Changes: 1, Cell: 0, Offset: 0, Length: 0));
}
