using System.Text;
using Npgsql;
using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Telemetry;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Values;
using Waybill.IntegrationTests.Redis;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Telemetry;

public sealed class TelemetryArchiveTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly Instant Noon = SampleAlerts.Noon;

    [Fact]
    public async Task Messages_are_kept_once_however_they_overlap()
    {
        var database = await MakeAsync("overlap");
        await using var archive = new TelemetryArchive(database);

        await archive.KeepAsync(Messages(0, 100), CancellationToken.None);
        await archive.KeepAsync(Messages(50, 100), CancellationToken.None);
        await archive.KeepAsync(Messages(20, 10), CancellationToken.None);
        await archive.KeepAsync(Messages(150, 5), CancellationToken.None);

        Assert.Equal("155|0|154|155", Ask("overlap", """
            select concat_ws('|', count(*), min("offset"), max("offset"), (select next_offset from telemetry.progress)) from telemetry.readings
            """));
    }

    [Fact]
    public async Task Columns_tell_the_listed_fields_and_the_payload_stays_as_it_came()
    {
        var database = await MakeAsync("columns");
        await using var archive = new TelemetryArchive(database);

        await archive.KeepAsync(
        [
            Message(0, """{"truck_id":"TRK-0001","temp":-18.25,"fuel":55.5,"timestamp":1767441600.25,"trip_id":null}"""),
            Message(1, """{"timestamp":1767441600,"extra":{"a":[1]},"truck_id":"TRK-0002"}"""),
            Message(2, "{broken"),
            Message(3, """{"truck_id":7,"temp":"warm","fuel":1e99,"timestamp":1e300}"""),
        ], CancellationToken.None);

        Assert.Equal("TRK-0001|-18.25|55.5|2026-01-03 12:00:00.25+00", Ask("columns", """
            select concat_ws('|', truck_id, trim_scale(temp), trim_scale(fuel), "timestamp") from telemetry.readings where "offset" = 0
            """));
        Assert.Equal("TRK-0002|2026-01-03 12:00:00+00", Ask("columns", """select concat_ws('|', truck_id, temp, "timestamp") from telemetry.readings where "offset" = 1"""));
        Assert.Equal("{broken", Ask("columns", """select payload from telemetry.readings where "offset" = 2"""));
        Assert.Equal("4|1", Ask("columns", """select concat_ws('|', num_nulls(truck_id, temp, fuel, "timestamp"), (raw is null)::int) from telemetry.readings where "offset" = 3"""));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_times_that_no_broker_has_are_kept_too()
    {
        var database = await MakeAsync("odd");
        await using var archive = new TelemetryArchive(database);

        await archive.KeepAsync(
        [
            Message(0, "") with { Payload = new byte[] { 0xFF, 0x00, 0x7B } },
            Message(1, "a\0b"),
            Message(2, "{}") with { ReceivedAt = new Instant(long.MaxValue) },
            Message(3, "{}") with { ReceivedAt = new Instant(-1_000) },
            Message(4, "{}") with { ReceivedAt = Noon.AddSeconds(-86_400) },
        ], CancellationToken.None);

        Assert.Equal("ff007b", Ask("odd", """select encode(raw, 'hex') from telemetry.readings where "offset" = 0"""));
        Assert.Equal("2|1|2", Ask("odd", """
            select concat_ws('|', (select count(*) from telemetry.readings_other), (select count(*) from telemetry.readings_20260102), (select count(*) from telemetry.readings_20260103))
            """));
    }

    [Fact]
    public async Task A_topic_that_was_made_anew_loses_nothing()
    {
        var database = await MakeAsync("anew");
        await using var archive = new TelemetryArchive(database);
        await archive.KeepAsync(Messages(0, 10), CancellationToken.None);

        await archive.KeepAsync([.. Messages(0, 5).Select(m => m with { ReceivedAt = m.ReceivedAt.AddSeconds(3_600) })], CancellationToken.None);

        Assert.Equal("15", Ask("anew", "select count(*) from telemetry.readings"));
    }

    [Fact]
    public async Task A_server_that_was_away_gets_everything_once_afterwards()
    {
        using var own = new PostgresServer();
        var database = PostgresDatabase.Parse(own.DatabaseAddress("postgres"));
        await Schema().ApplyAsync(database, CancellationToken.None);
        await using var archive = new TelemetryArchive(database);
        await archive.KeepAsync(Messages(0, 10), CancellationToken.None);
        own.Stop();

        var away = await Assert.ThrowsAsync<WaybillException>(() => archive.KeepAsync(Messages(10, 10), CancellationToken.None));
        own.Start();
        await archive.KeepAsync(Messages(5, 20), CancellationToken.None);

        Assert.True(away.IsRetryable);
        await using var connection = new NpgsqlConnection(own.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from telemetry.readings", connection);
        Assert.Equal(25L, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Two_archives_at_once_keep_each_message_once()
    {
        var database = await MakeAsync("two");
        await using var one = new TelemetryArchive(database);
        await using var other = new TelemetryArchive(database);

        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(i => new[] { one, other }.Select(a => a.KeepAsync(Messages(i * 50, 80), CancellationToken.None))));

        Assert.Equal("1030", Ask("two", "select count(*) from telemetry.readings"));
    }

    [Fact]
    public async Task A_state_comes_back_and_none_replaces_a_later_one()
    {
        var database = await MakeAsync("state");
        await using var store = new PostgresStateStore(database);
        Assert.Null(await store.LoadAsync("telemetry", 3, CancellationToken.None));
        await store.SaveAsync("telemetry", 3, new SavedState(10, new byte[] { 1, 2 }), CancellationToken.None);
        await store.SaveAsync("telemetry", 3, new SavedState(20, new byte[] { 3 }), CancellationToken.None);

        var refused = await Assert.ThrowsAsync<WaybillException>(() => store.SaveAsync("telemetry", 3, new SavedState(19, new byte[] { 9 }), CancellationToken.None));

        var loaded = await store.LoadAsync("telemetry", 3, CancellationToken.None);
        Assert.Equal(WaybillErrorKind.Busy, refused.Kind);
        Assert.Equal((20, "03"), (loaded!.NextOffset, Convert.ToHexString(loaded.Bytes.Span)));
    }

    [Fact]
    public async Task The_alert_log_keeps_each_change_once_in_its_order()
    {
        var database = await MakeAsync("alerts");
        await using var log = new PostgresAlertLog(database);
        var opened = SampleAlerts.Opened("00000000000000a1");
        var closed = SampleAlerts.Closed(opened, 60);

        await log.WriteAsync([opened], CancellationToken.None);
        await log.WriteAsync([opened, closed], CancellationToken.None);

        Assert.Equal("opened,closed", Ask("alerts", "select string_agg(change, ',' order by changed_at) from telemetry.alert_log"));
        Assert.Equal("7000|milk|cleared|2026-01-03 12:01:00+00", Ask("alerts",
            "select concat_ws('|', limit_value, cargo, closed_reason, closed_at) from telemetry.alert_log where change = 'closed'"));
    }

    [Fact]
    public async Task The_schema_is_applied_again_without_harm_and_refuses_what_is_not_ours()
    {
        var database = await MakeAsync("again");
        await Schema().ApplyAsync(database, CancellationToken.None);
        server.Execute("create database foreign_telemetry");
        await using (var connection = new NpgsqlConnection(server.ConnectionString("foreign_telemetry")))
        {
            await connection.OpenAsync();
            await using var make = new NpgsqlCommand("create schema telemetry; create table telemetry.mine (a int)", connection);
            await make.ExecuteNonQueryAsync();
        }

        var error = await Assert.ThrowsAsync<WaybillException>(() =>
            Schema().ApplyAsync(PostgresDatabase.Parse(server.DatabaseAddress("foreign_telemetry")), CancellationToken.None));

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("holds something else", error.Message);
    }

    private static TelemetrySchema Schema() => TelemetrySchema.Load(Path.Combine(AppContext.BaseDirectory, "db", "telemetry"));

    private static RawReading Message(long offset, string payload) => new("telemetry", 3, offset, Noon.AddSeconds(offset), Encoding.UTF8.GetBytes(payload));

    private static RawReading[] Messages(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => Message(i, $$"""{"truck_id":"TRK-{{i % 7:0000}}","temp":4.5,"fuel":60,"timestamp":{{Noon.Seconds + i}}}"""))];

    private async Task<PostgresDatabase> MakeAsync(string name)
    {
        server.Execute($"create database {name}");
        var database = PostgresDatabase.Parse(server.DatabaseAddress(name));
        await Schema().ApplyAsync(database, CancellationToken.None);
        return database;
    }

    private string Ask(string name, string sql)
    {
        using var connection = new NpgsqlConnection(server.ConnectionString(name));
        connection.Open();
        using var command = new NpgsqlCommand($"select ({sql.Trim().TrimEnd(';')})::text", connection);
        return (string)command.ExecuteScalar()!;
    }
}
