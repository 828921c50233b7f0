using Waybill.Connectors.Redis;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Xunit;

namespace Waybill.IntegrationTests.Redis;

public sealed class RedisLiveSinkTests(RedisServer server) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task A_truck_is_a_hash_of_what_people_read_and_a_place_on_the_map()
    {
        server.Run("FLUSHALL");
        await using var sink = new RedisLiveSink(server.Address, new RedisOptions());

        await sink.PublishAsync([SampleAlerts.Truck("TRK-0001", -1_250, openAlerts: 2)], [], CancellationToken.None);

        Assert.Equal("-1.25,55.25,-1.286389,62.4,12.345,true,,,2", server.Run("HMGET", "waybill:truck:TRK-0001",
            "temp", "fuel", "lat", "speed_kmh", "odometer_km", "engine_on", "door_open", "set_point", "open_alerts"));
        Assert.Equal("2026-01-03 12:00:00", server.Run("HGET", "waybill:truck:TRK-0001", "timestamp"));
        Assert.Equal("TRK-0001", server.Run("GEOSEARCH", "waybill:trucks:geo", "FROMLONLAT", "36.82", "-1.29", "BYRADIUS", "5", "km"));
        Assert.Equal("1767441601", server.Run("ZSCORE", "waybill:trucks:seen", "TRK-0001"));
    }

    [Fact]
    public async Task A_value_that_is_no_longer_known_does_not_keep_its_old_look()
    {
        server.Run("FLUSHALL");
        await using var sink = new RedisLiveSink(server.Address, new RedisOptions());
        await sink.PublishAsync([SampleAlerts.Truck("TRK-0001", 5_000)], [], CancellationToken.None);

        var nowhere = SampleAlerts.Truck("TRK-0001", TelemetryReading.Missing);
        nowhere = nowhere with { Latest = nowhere.Latest with { LatitudeMicro = TelemetryReading.Missing } };
        await sink.PublishAsync([nowhere], [], CancellationToken.None);

        Assert.Equal(",", server.Run("HMGET", "waybill:truck:TRK-0001", "temp", "lat"));
    }

    [Fact]
    public async Task A_change_is_published_once_however_often_it_comes()
    {
        server.Run("FLUSHALL");
        await using var sink = new RedisLiveSink(server.Address, new RedisOptions());
        var opened = SampleAlerts.Opened("00000000000000a1");
        var updated = SampleAlerts.Updated(opened, 8_100, 60);
        var closed = SampleAlerts.Closed(updated, 120);

        await sink.PublishAsync([], [opened], CancellationToken.None);
        Assert.Equal("00000000000000a1", server.Run("ZRANGE", "waybill:alerts:open", "0", "-1"));
        await sink.PublishAsync([], [opened, updated], CancellationToken.None);
        await sink.PublishAsync([], [closed], CancellationToken.None);
        await sink.PublishAsync([], [opened, updated, closed], CancellationToken.None);

        Assert.Equal("3", server.Run("XLEN", "waybill:alerts"));
        Assert.Equal("closed,8100,cleared,2026-01-03 12:02:00", server.Run("HMGET", "waybill:alert:00000000000000a1", "change", "peak_value", "closed_reason", "closed_at"));
        Assert.Equal("", server.Run("ZRANGE", "waybill:alerts:open", "0", "-1"));
    }

    [Fact]
    public async Task An_alert_that_is_over_expires_and_an_open_one_does_not()
    {
        server.Run("FLUSHALL");
        await using var sink = new RedisLiveSink(server.Address, new RedisOptions { KeepAlerts = TimeSpan.FromHours(1) });
        var open = SampleAlerts.Opened("00000000000000b1");
        var over = SampleAlerts.Opened("00000000000000b2");

        await sink.PublishAsync([], [open, over, SampleAlerts.Closed(over, 60)], CancellationToken.None);

        Assert.Equal("-1", server.Run("TTL", "waybill:alert:00000000000000b1"));
        Assert.InRange(int.Parse(server.Run("TTL", "waybill:alert:00000000000000b2")), 3_500, 3_600);
        Assert.InRange(int.Parse(server.Run("TTL", "waybill:alerts")), 3_500, 3_600);
    }

    [Fact]
    public async Task A_server_that_was_away_gets_everything_once_afterwards()
    {
        using var own = new RedisServer();
        await using var sink = new RedisLiveSink(own.Address, new RedisOptions { Patience = TimeSpan.FromSeconds(2) });
        var first = SampleAlerts.Opened("00000000000000c1");
        await sink.PublishAsync([SampleAlerts.Truck("TRK-0001", 1_000)], [first], CancellationToken.None);
        own.Stop();
        var second = SampleAlerts.Closed(first, 60);

        var away = await Assert.ThrowsAsync<WaybillException>(() => sink.PublishAsync([], [second], CancellationToken.None));
        await Assert.ThrowsAsync<WaybillException>(() => sink.PublishAsync([SampleAlerts.Truck("TRK-0001", 2_000)], [], CancellationToken.None));
        own.Start();
        await sink.PublishAsync([SampleAlerts.Truck("TRK-0001", 2_000)], [first, second], CancellationToken.None);

        Assert.Equal(WaybillErrorKind.ServiceUnreachable, away.Kind);
        Assert.True(away.IsRetryable);
        Assert.Equal("2", own.Run("HGET", "waybill:truck:TRK-0001", "temp"));
        Assert.Equal("2", own.Run("XLEN", "waybill:alerts"));
    }

    [Fact]
    public async Task Many_trucks_and_changes_go_in_one_call()
    {
        server.Run("FLUSHALL");
        await using var sink = new RedisLiveSink(server.Address, new RedisOptions());
        TruckState[] trucks = [.. Enumerable.Range(0, 2_500).Select(i => SampleAlerts.Truck($"TRK-{i:0000}", i))];
        AlertChange[] changes = [.. Enumerable.Range(0, 1_200).Select(i => SampleAlerts.Opened($"{i:x16}"))];

        await sink.PublishAsync(trucks, changes, CancellationToken.None);

        Assert.Equal("2500", server.Run("ZCARD", "waybill:trucks:geo"));
        Assert.Equal("1200", server.Run("ZCARD", "waybill:alerts:open"));
    }

    [Fact]
    public async Task A_wrong_password_is_told_with_the_variable_to_set()
    {
        using var own = new RedisServer();
        await using var wrong = new RedisLiveSink(own.Address, new RedisOptions(), "wrong");
        await using var none = new RedisLiveSink(own.Address, new RedisOptions(), null);
        await using var right = new RedisLiveSink(own.Address, new RedisOptions(), "secret");
        own.Run("CONFIG", "SET", "requirepass", "secret");

        var refused = await Assert.ThrowsAsync<WaybillException>(() => wrong.ConnectAsync(CancellationToken.None));
        var asked = await Assert.ThrowsAsync<WaybillException>(() => none.ConnectAsync(CancellationToken.None));
        await right.PublishAsync([SampleAlerts.Truck("TRK-0001", 1_000)], [], CancellationToken.None);

        Assert.All([refused, asked], e => Assert.Equal(WaybillErrorKind.Usage, e.Kind));
        Assert.All([refused, asked], e => Assert.Contains("WAYBILL_REDIS_PASSWORD", e.Advice));
        Assert.DoesNotContain("wrong", refused.Message);
        await using var open = await RedisConnection.OpenAsync(own.Address, "secret", TimeSpan.FromSeconds(5), CancellationToken.None);
        var reset = new RespWriter();
        reset.Begin(4);
        reset.Add("CONFIG");
        reset.Add("SET");
        reset.Add("requirepass");
        reset.Add("");
        await open.ExecuteAsync(reset, CancellationToken.None);
    }

    [Fact]
    public async Task A_wrong_address_and_another_kind_of_server_are_told()
    {
        await using var nobody = new RedisLiveSink(RedisAddress.Parse("redis://127.0.0.1:1"), new RedisOptions { Patience = TimeSpan.FromSeconds(2) });

        var error = await Assert.ThrowsAsync<WaybillException>(() => nobody.ConnectAsync(CancellationToken.None));

        Assert.Equal(WaybillErrorKind.ServiceUnreachable, error.Kind);
        Assert.Contains("127.0.0.1:1/0", error.Message);
        Assert.Throws<WaybillException>(() => RedisAddress.Parse("redis://:secret@host:6379"));
        Assert.Throws<WaybillException>(() => RedisAddress.Parse("http://host"));
    }
}
