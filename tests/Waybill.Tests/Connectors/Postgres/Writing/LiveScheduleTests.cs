using Waybill.Connectors.Postgres.Writing;
using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Writing.Live;
using Xunit;

namespace Waybill.Tests.Connectors.Postgres.Writing;

public sealed class LiveScheduleTests : IDisposable
{
    private readonly LiveWorker _worker = new(
        PostgresDatabase.Parse("postgresql://nobody@localhost/none"),
        new Retries(PostgresDatabase.Parse("postgresql://nobody@localhost/none"), new ShopLoadOptions
        {
            World = "none",
            FirstDay = 0,
            NextDay = 0,
            Cells = [0],
            Clock = TimeProvider.System,
        }));

    public void Dispose() => _worker.Dispose();

    [Fact]
    public void What_shares_a_ticket_begins_when_the_one_before_is_committed()
    {
        var schedule = new LiveSchedule(3);
        schedule.Follow(later: 1, earlier: 0, isLate: false);
        schedule.Start();

        Assert.Equal(0, schedule.Take(_worker));
        Assert.Equal(2, schedule.Take(_worker));
        schedule.Committed(0);
        Assert.Equal(1, schedule.Take(_worker));
    }

    [Fact]
    public void What_shares_only_stock_begins_beside_the_one_before_and_takes_it_afterwards()
    {
        var schedule = new LiveSchedule(2);
        schedule.Follow(later: 1, earlier: 0, isLate: true);
        schedule.Start();

        Assert.Equal(0, schedule.Take(_worker));
        Assert.Equal(1, schedule.Take(_worker));
        Assert.False(schedule.StockIsFree(1));
        schedule.Committed(0);
        Assert.True(schedule.StockIsFree(1));
    }

    /// <summary>Otherwise all connections could be held by transactions that wait for one that has none.</summary>
    [Fact]
    public void Nobody_begins_before_those_whose_stock_it_takes_next_have_begun()
    {
        var schedule = new LiveSchedule(4);
        schedule.Follow(later: 1, earlier: 0, isLate: false);
        schedule.Follow(later: 2, earlier: 1, isLate: true);
        schedule.Follow(later: 3, earlier: 2, isLate: true);
        schedule.Start();

        Assert.Equal(0, schedule.Take(_worker));
        schedule.Committed(0);
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => schedule.Take(_worker)));
    }

    [Fact]
    public void When_one_fails_nobody_begins_any_more()
    {
        var schedule = new LiveSchedule(2);
        schedule.Start();
        schedule.Take(_worker);

        schedule.Fail(new InvalidOperationException("broken"));

        Assert.Equal(-1, schedule.Take(_worker));
        Assert.Equal("broken", schedule.Error?.Message);
    }
}
