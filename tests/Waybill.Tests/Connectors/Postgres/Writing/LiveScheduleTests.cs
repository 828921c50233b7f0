using Waybill.Connectors.Postgres.Writing;
using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Writing.Live;
using Waybill.Events.Shop;
using Xunit;

namespace Waybill.Tests.Connectors.Postgres.Writing;

public sealed class LiveScheduleTests : IDisposable
{
    private readonly LiveWorker _worker = Worker(place: 0);

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task What_shares_a_ticket_begins_when_the_one_before_is_committed()
    {
        var schedule = new LiveSchedule(3);
        schedule.Follow(later: 1, earlier: 0, isLate: false);
        schedule.Start();

        Assert.Equal(0, await schedule.TakeAsync(_worker));
        Assert.Equal(2, await schedule.TakeAsync(_worker));
        schedule.Committed(0);
        Assert.Equal(1, await schedule.TakeAsync(_worker));
    }

    [Fact]
    public async Task What_shares_only_stock_begins_beside_the_one_before_and_takes_it_afterwards()
    {
        var schedule = new LiveSchedule(2);
        schedule.Follow(later: 1, earlier: 0, isLate: true);
        schedule.Start();

        Assert.Equal(0, await schedule.TakeAsync(_worker));
        Assert.Equal(1, await schedule.TakeAsync(_worker));
        Assert.False(schedule.StockIsFree(1));
        schedule.Committed(0);
        Assert.True(schedule.StockIsFree(1));
    }

    /// <summary>Otherwise all connections could be held by transactions that wait for one that has none.</summary>
    [Fact]
    public async Task Nobody_begins_before_those_whose_stock_it_takes_next_have_begun()
    {
        var schedule = new LiveSchedule(4);
        schedule.Follow(later: 1, earlier: 0, isLate: false);
        schedule.Follow(later: 2, earlier: 1, isLate: true);
        schedule.Follow(later: 3, earlier: 2, isLate: true);
        schedule.Start();

        Assert.Equal(0, await schedule.TakeAsync(_worker));
        schedule.Committed(0);
        for (var next = 1; next <= 3; next++)
        {
            Assert.Equal(next, await schedule.TakeAsync(_worker));
        }
    }

    [Fact]
    public async Task A_connection_keeps_to_its_kinds_while_there_are_some()
    {
        var day = Enumerable.Range(0, 4).Select(number => new LiveTransaction(
            At: number, number, number < 2 ? ShopTransactionKind.Visit : ShopTransactionKind.Purchase, Changes: 1, Cell: 0, Offset: 0, Length: 0)).ToList();
        var schedule = new LiveSchedule(4, new LiveHomes(day, workers: 2), place => day[place].Kind);
        schedule.Start();
        using var second = Worker(place: 1);

        Assert.Equal(2, await schedule.TakeAsync(second));
        Assert.Equal(0, await schedule.TakeAsync(_worker));
        Assert.Equal(1, await schedule.TakeAsync(_worker));
        Assert.Equal(3, await schedule.TakeAsync(_worker));
    }

    [Fact]
    public async Task When_one_fails_nobody_begins_any_more()
    {
        var schedule = new LiveSchedule(2);
        schedule.Start();
        await schedule.TakeAsync(_worker);

        schedule.Fail(new InvalidOperationException("broken"));

        Assert.Equal(-1, await schedule.TakeAsync(_worker));
        Assert.Equal("broken", schedule.Error?.Message);
    }

    private static LiveWorker Worker(int place)
    {
        var database = PostgresDatabase.Parse("postgresql://nobody@localhost/none");
        return new LiveWorker(place, database, new Retries(database, new ShopLoadOptions
        {
            World = "none",
            FirstDay = 0,
            NextDay = 0,
            Cells = [0],
            Clock = TimeProvider.System,
        }));
    }
}
