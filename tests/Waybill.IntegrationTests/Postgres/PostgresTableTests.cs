using Waybill.Connectors.Postgres;
using Waybill.DuckDb;
using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Postgres;

public sealed class PostgresTableTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public void Every_value_comes_as_the_server_writes_it_and_times_in_UTC()
    {
        var address = PostgresAddress.Parse(server.AddressOf("public.kinds"));
        server.Execute("""
            drop table if exists kinds;
            create table kinds (id int, "Name" text, amount numeric(18, 2), at timestamptz, plain timestamp, day date, yes boolean, ratio double precision);
            insert into kinds values
                (1, 'Trần "Minh"', 12.30, '2026-01-01 07:00:00+07', '2026-01-01 07:00:00', '2026-01-01', true, 0.1),
                (2, null, null, null, null, null, null, null)
            """);
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var relation = PostgresTable.Open(address).Define(connection, "kinds_source");

        Assert.Equal("""Trần "Minh"|12.30|2026-01-01 00:00:00+00|2026-01-01 07:00:00|2026-01-01|true|0.1""",
            connection.Scalar<string>($"""select concat_ws('|', "Name", amount, "at", plain, day, yes, ratio) from {relation} where id = '1'"""));
        Assert.Equal(1, connection.Scalar<long>($"""select count(*) from {relation} where "Name" is null and ratio is null"""));
    }

    [Fact]
    public void A_table_of_several_chunks_is_read_whole_and_more_than_once()
    {
        var address = PostgresAddress.Parse(server.AddressOf("public.numbers"));
        server.Execute("drop table if exists numbers; create table numbers as select n, 'row ' || n as name from generate_series(1, 10000) n");
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var relation = PostgresTable.Open(address).Define(connection, "numbers_source");

        Assert.Equal(50005000, connection.Scalar<long>($"select sum(n::bigint)::bigint from {relation}"));
        Assert.Equal(10000, connection.Scalar<long>($"select count(distinct name) from {relation}"));
    }

    [Fact]
    public void A_table_that_is_not_there_and_a_server_that_is_not_there_are_told_apart()
    {
        var missing = PostgresAddress.Parse(server.AddressOf("public.nothing"));

        var noTable = Assert.Throws<WaybillException>(() => PostgresTable.Open(missing));
        var noServer = Assert.Throws<WaybillException>(() => PostgresTable.Open(PostgresAddress.Parse("postgresql://me@127.0.0.1:1/a/b")));

        Assert.Equal(WaybillErrorKind.Usage, noTable.Kind);
        Assert.Contains("public.nothing", noTable.Message);
        Assert.Equal(WaybillErrorKind.ServiceUnreachable, noServer.Kind);
    }
}
