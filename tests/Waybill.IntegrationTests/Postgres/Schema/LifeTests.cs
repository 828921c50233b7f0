using Xunit;
using static Waybill.IntegrationTests.Postgres.Schema.ShopStory;

namespace Waybill.IntegrationTests.Postgres.Schema;

/// <summary>What good transactions leave behind.</summary>
[Collection(SharedShopServer.Name)]
public sealed class LifeTests(ShopServer shop)
{
    [Fact]
    public async Task Every_view_of_invariants_is_empty_when_all_is_well()
    {
        await using var connection = await shop.ReadStoryAsync();

        Assert.Empty(await connection.ListAsync("select c::text from shop.check_all c"));
    }

    [Theory]
    [InlineData("update shop.inventory set on_hand = on_hand + 1 where product_id = 1", "stock", "inventory equals its layers")]
    [InlineData("update shop.inventory_layers set quantity_left = 99 where layer_id = 1", "stock", "layer equals its movements")]
    [InlineData("delete from shop.inventory_log where order_item_id = 2 and kind = 'pick'", "stock", "movements fit the order")]
    [InlineData("update shop.orders set subtotal = 11, total = 11 where order_id = 'pending'", "money", "order equals its items")]
    [InlineData("delete from shop.payments", "money", "payments fit the order")]
    [InlineData("delete from shop.return_items", "money", "return equals its items and refunds")]
    [InlineData("update shop.customers set points_balance = 5 where customer_id = 1", "points", "balance equals the ledger")]
    [InlineData("delete from shop.customer_tier_history where customer_id = 1", "tiers", "tier is the last of its history")]
    [InlineData("delete from shop.order_status_history where order_id = 'shipped' and status_no = 2", "status", "history is a chain of legal moves")]
    [InlineData("update shop.orders set status = 'Delivered' where order_id = 'pending'", "status", "order is where its history ends")]
    [InlineData("update shop.return_items set quantity = 9", "returns", "at most what was bought comes back")]
    [InlineData("delete from shop.order_return", "returns", "a returned order has a return")]
    public async Task Damage_that_went_past_the_rules_is_seen_by_a_view(string damage, string area, string rule)
    {
        await using var connection = await shop.ReadStoryAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync($"set local session_replication_role = replica; {damage}");

        Assert.Contains($"{area}: {rule}", await connection.ListAsync("select area || ': ' || rule from shop.check_all"));
    }

    [Fact]
    public async Task An_update_of_the_status_writes_its_history_in_the_same_transaction()
    {
        await using var connection = await shop.ReadStoryAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(
            "update shop.orders set status = 'Processing', status_at = '2026-03-02 10:00+00', status_reason = 'paid' where order_id = 'pending'");

        Assert.Equal(["1//Pending/08:00/", "2/Pending/Processing/10:00/paid"], await connection.ListAsync("""
            select concat(status_no, '/', from_status, '/', to_status, '/', to_char(changed_at, 'HH24:MI'), '/', reason)
            from shop.order_status_history where order_id = 'pending' order by status_no
            """));
    }

    [Fact]
    public async Task Rows_of_history_move_their_order()
    {
        await using var connection = await shop.ReadStoryAsync();

        Assert.Equal("Returned/5/2026-03-02 12:00:00+00",
            await connection.ScalarAsync<string>("select concat_ws('/', status, status_no, status_at) from shop.orders where order_id = 'returned'"));
    }

    [Fact]
    public async Task Movements_keep_layers_sums_and_value()
    {
        await using var connection = await shop.ReadStoryAsync();

        Assert.Equal(["21/0/89.00", "1/0/7.00"],
            await connection.ListAsync("select concat_ws('/', on_hand, reserved, stock_value) from shop.inventory order by product_id"));
        Assert.Equal(["16/0", "5/0", "1/0"],
            await connection.ListAsync("select concat_ws('/', quantity_left, quantity_reserved) from shop.inventory_layers order by layer_id"));
    }

    [Fact]
    public async Task An_order_takes_the_oldest_layers_first_and_its_return_goes_back_to_them()
    {
        await using var connection = await shop.ReadStoryAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync($"""
            {Place("large", 9, quantity: 18)} {Pay(9, "large", 180)}
            select shop.reserve_order('large', '2026-03-02 09:00');
            select shop.pick_order('large', '2026-03-02 09:30');
            {Ship(9, "large", delivered: true)} {Move("large", "Processing", "Shipped", "Delivered")}
            {Return(9, "large", 9, 17, 170)}
            select shop.restock_return(9, '2026-03-03');
            set constraints all immediate
            """);

        Assert.Equal(["reservation/1/16", "reservation/2/2", "pick/1/-16", "pick/2/-2", "return/1/16", "return/2/1"],
            await connection.ListAsync("select concat_ws('/', kind, layer_id, quantity) from shop.inventory_log where order_item_id = 9 order by movement_id"));
        Assert.Empty(await connection.ListAsync("select c::text from shop.check_all c"));
    }

    [Fact]
    public async Task A_release_gives_back_what_was_reserved_and_not_picked()
    {
        await using var connection = await shop.ReadStoryAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync($"""
            select shop.reserve_order('pending', '2026-03-02 09:00');
            select shop.release_order('pending', '2026-03-02 10:00');
            {Move("pending", "Cancelled")}
            set constraints all immediate
            """);

        Assert.Equal("21/0", await connection.ScalarAsync<string>("select concat_ws('/', on_hand, reserved) from shop.inventory where product_id = 1"));
    }

    [Fact]
    public async Task A_deleted_row_leaves_its_key()
    {
        await using var connection = await shop.ReadStoryAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("""
            insert into shop.wishlist (customer_id, product_id, added_at) values (1, 2, '2026-03-02');
            delete from shop.wishlist
            """);

        Assert.Equal("""wishlist/{"product_id": 2, "customer_id": 1}""",
            await connection.ScalarAsync<string>("select concat_ws('/', table_name, row_key) from shop.deleted_rows"));
    }

    [Fact]
    public async Task Two_buyers_of_the_last_unit_get_it_once()
    {
        var database = shop.CopyStory();
        await using var first = await shop.ConnectAsync(database);
        await using var second = await shop.ConnectAsync(database);
        await first.ExecuteAsync($"begin; {Place("first", 8, product: 2)} select shop.reserve_order('first', '2026-03-02 09:00')");

        var waiting = second.ExecuteAsync($"begin; {Place("second", 9, product: 2)} select shop.reserve_order('second', '2026-03-02 09:00')");
        await first.ExecuteAsync("commit");

        Assert.Equal("WB301", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => waiting)).SqlState);
        await second.ExecuteAsync("rollback");
        Assert.Equal("1/1", await first.ScalarAsync<string>("select concat_ws('/', on_hand, reserved) from shop.inventory where product_id = 2"));
    }
}
