using Npgsql;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Schema;

[Collection(SharedShopServer.Name)]
public sealed class HostileTextTests(ShopServer shop)
{
    private const int Megabyte = 1 << 20;

    /// <summary>Text columns without a bound and the SQL that sets one of them to $1.</summary>
    private static readonly Dictionary<string, string> Columns = new()
    {
        ["products.description"] = "update shop.products set description = $1 where product_id = 1 returning description",
        ["orders.note"] = "update shop.orders set note = $1 where order_id = 'pending' returning note",
        ["orders.status_reason"] = "update shop.orders set status = 'Processing', status_reason = $1 where order_id = 'pending' returning status_reason",
        ["order_return.comment"] = "update shop.order_return set comment = $1 returning comment",
        ["customer_addresses.line1"] = "update shop.customer_addresses set line1 = $1 where address_id = 1 returning line1",
        ["customer_addresses.recipient"] = "update shop.customer_addresses set recipient = $1 where address_id = 1 returning recipient",
        ["reviews.body"] = "insert into shop.reviews values (1, 2, 3, 5, $1, $1, '2026-03-03') returning body",
        ["wishlist.note"] = "insert into shop.wishlist values (1, 1, '2026-03-03', $1) returning note",
        ["customer_activity_log.query_text"] = """
            insert into shop.customer_activity_log (session_id, channel_id, device_type, event, query_text, occurred_at)
            values ('s', 1, 'app', 'search', $1, '2026-03-03') returning query_text
            """,
        ["inventory_log.note"] = """
            insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, note, occurred_at)
            values (1, 1, 1, 'adjustment', 1, 4, $1, '2026-03-03') returning note
            """,
        ["loyalty_ledger.note"] = """
            insert into shop.loyalty_ledger (customer_id, kind, points, note, occurred_at) values (1, 'adjust', 1, $1, '2026-03-03') returning note
            """,
    };

    public static TheoryData<string> Names => [.. Columns.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Any_text_comes_back_as_it_was_written(string column)
    {
        string[] hostile =
        [
            "O'Brien \"; drop table shop.orders; --", @"\N \. \x00 \", "\t\r\n,;|$$%s%n{0}", "👩‍👩‍👧 Trần é \u202E \uFEFF \u0001 \uFFFF",
            new string('é', Megabyte / 2), "", "null",
        ];
        await using var connection = await shop.ReadStoryAsync();
        foreach (var text in hostile)
        {
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);

            Assert.Equal(text, await connection.ScalarAsync<string>(Columns[column], text));

            await connection.ExecuteAsync("set constraints all immediate");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_NUL_is_refused_by_the_server(string column)
    {
        await using var connection = await shop.ReadStoryAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.ScalarAsync<string>(Columns[column], "a\0b"));

        Assert.Equal(PostgresErrorCodes.CharacterNotInRepertoire, refusal.SqlState);
    }

    [Theory]
    [InlineData("update shop.customers set full_name = $1 where customer_id = 1", "customer_name_length")]
    [InlineData("update shop.customers set email = $1 where customer_id = 1", "customer_email_length")]
    [InlineData("update shop.products set sku = $1 where product_id = 1", "product_sku_length")]
    [InlineData("update shop.orders set session_id = $1 where order_id = 'pending'", "order_session_length")]
    [InlineData("update shop.shipments set tracking_number = $1 where shipment_id = 2", "shipment_tracking_length")]
    [InlineData("update shop.order_return set reason = $1 where return_id = 4", "order_return_reason_length")]
    [InlineData("insert into shop.shipment_events values (2, 1, $1, null, '2026-03-03', '2026-03-03')", "shipment_event_length")]
    public async Task A_bounded_text_that_is_too_long_is_refused_by_name(string sql, string constraint)
    {
        await using var connection = await shop.ReadStoryAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql, new string('x', Megabyte)));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refusal.SqlState);
        Assert.Equal(constraint, refusal.ConstraintName);
    }
}
