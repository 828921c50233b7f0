using Waybill.Connectors.Postgres;
using Waybill.Events;
using Xunit;

namespace Waybill.Tests.Connectors.Postgres;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgresql://me@db.example:6543/shop/public.orders", "db.example:6543/shop", "public", "orders")]
    [InlineData("postgres://localhost/shop/orders", "localhost:5432/shop", "public", "orders")]
    [InlineData("postgresql://me%40corp@localhost/my%20shop/Sales.Orders%202026", "localhost:5432/my shop", "Sales", "Orders 2026")]
    public void An_address_names_server_database_and_table(string text, string server, string schema, string table)
    {
        var address = PostgresAddress.Parse(text);

        Assert.Equal((server, schema, table), (address.Server, address.Schema, address.Table));
    }

    [Theory]
    [InlineData("postgresql://me:secret@localhost/shop/orders", "holds a password")]
    [InlineData("postgresql://localhost/shop", "does not name a database and a table")]
    [InlineData("orders.csv", "is not the address")]
    public void A_wrong_address_says_what_is_wrong_and_shows_no_password(string text, string message)
    {
        var error = Assert.Throws<WaybillException>(() => PostgresAddress.Parse(text));

        Assert.Contains(message, error.Message);
        Assert.DoesNotContain("secret", error.Message + error.Advice);
    }
}
