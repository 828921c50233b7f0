using Waybill.Connectors.Capture;
using Waybill.Connectors.Postgres;
using Waybill.Events;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class RefusedServerTests(BareServers servers) : IClassFixture<BareServers>
{
    [Fact]
    public async Task A_log_that_cannot_be_decoded_is_told_with_both_ways_out()
    {
        var shop = await ShopDatabase.CreateAsync(servers.Plain, "plain_log");

        var error = await RefusedAsync(shop.Url);

        Assert.Equal(WaybillErrorKind.Usage, error.Kind);
        Assert.Contains("wal_level = replica", error.Message);
        Assert.Contains("--watermark", error.Advice);
    }

    [Fact]
    public async Task No_room_for_another_follower_is_told_apart_from_no_slot()
    {
        var shop = await ShopDatabase.CreateAsync(servers.Narrow, "narrow");
        using var first = new CapturedWorkspace(shop, new CaptureOptions { Slot = "first", Patience = TimeSpan.FromMilliseconds(200) });
        await first.CatchUpAsync();
        WaybillException noSender;
        await using (var follower = await ReplicationCapture.OpenAsync(shop.Address, new CaptureFolder(first.Root), first.Options, new CaptureNotes(), CancellationToken.None))
        {
            using var stop = new CancellationTokenSource();
            var following = follower.RunAsync(follow: true, stop.Token);
            await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (2, 'two')");
            while (first.Changes.Lines("carriers").Count < 2)
            {
                await Task.Delay(50);
            }

            noSender = await RefusedAsync(shop.Url, "second");
            await stop.CancelAsync();
            await following;
        }

        var noSlot = await RefusedAsync(shop.Url, "second");
        await shop.ExecuteAsync("select pg_drop_replication_slot('first')");

        Assert.Equal(WaybillErrorKind.ServiceUnreachable, noSender.Kind);
        Assert.Contains("max_wal_senders", noSender.Message + noSender.Advice);
        Assert.Equal(WaybillErrorKind.Busy, noSlot.Kind);
        Assert.Contains("pg_drop_replication_slot", noSlot.Advice);
    }

    [Theory]
    [InlineData("without_replication", "login", "replication")]
    [InlineData("without_tables", "login replication", "owns the tables")]
    public async Task A_user_without_rights_is_told_which_are_missing(string user, string attributes, string advice)
    {
        var shop = await ShopDatabase.CreateAsync(servers.Narrow, user);
        await shop.ExecuteAsync($"create role {user} {attributes}");

        var error = await RefusedAsync(servers.Narrow.DatabaseAddress(user, user));

        Assert.Equal(WaybillErrorKind.Usage, error.Kind);
        Assert.Contains(advice, error.Advice);
    }

    [Fact]
    public async Task A_missing_password_a_missing_server_and_a_missing_schema_are_told()
    {
        await ShopDatabase.CreateAsync(servers.Narrow, "secured");
        servers.Narrow.Execute("create role secured login replication password 'secret'; create schema if not exists other");
        servers.Narrow.DemandPassword("secured");

        var noPassword = await RefusedAsync(servers.Narrow.DatabaseAddress("secured", "secured"));
        var noServer = await RefusedAsync("postgresql://me@127.0.0.1:1/shop");
        var noSchema = await RefusedAsync(servers.Narrow.DatabaseAddress("postgres"));

        Assert.Equal(WaybillErrorKind.Usage, noPassword.Kind);
        Assert.Contains("PGPASSWORD", noPassword.Advice);
        Assert.Equal(WaybillErrorKind.ServiceUnreachable, noServer.Kind);
        Assert.Equal(WaybillErrorKind.Usage, noSchema.Kind);
        Assert.Contains("no tables in a schema shop", noSchema.Message);
    }

    [Fact]
    public async Task A_plain_user_follows_by_watermark_when_it_may_see_the_others_transactions()
    {
        var shop = await ShopDatabase.CreateAsync(servers.Plain, "by_watermark");
        await shop.ExecuteAsync("create role reader login; grant usage on schema shop to reader; grant select on all tables in schema shop to reader; "
            + "grant execute on all functions in schema shop to reader");
        var address = PostgresDatabase.Parse(servers.Plain.DatabaseAddress("by_watermark", "reader"));
        using var workspace = new CapturedWorkspace(shop);
        await using var owner = await shop.ConnectAsync();

        var blind = await Assert.ThrowsAsync<WaybillException>(() => RoundAsync(address, workspace));
        await shop.ExecuteAsync("grant pg_read_all_stats to reader");
        await RoundAsync(address, workspace);

        Assert.Contains("grant pg_read_all_stats", blind.Advice);
        Assert.Equal(await shop.RowsAsync("channels"), workspace.Changes.Rows("channels", "channel_id"));
    }

    [Fact]
    public async Task The_program_ends_with_the_code_of_what_went_wrong()
    {
        var shop = await ShopDatabase.CreateAsync(servers.Plain, "exit_codes");
        using var folder = new TemporaryFolder();
        string[] start = ["capture", "--workspace", folder.Root, "--postgres"];

        Assert.Equal(2, WaybillProgram.Run([.. start, shop.Url]).ExitCode);
        Assert.Equal(3, WaybillProgram.Run([.. start, "postgresql://me@127.0.0.1:1/shop"]).ExitCode);
        Assert.Equal(2, WaybillProgram.Run([.. start, shop.Url, "--once", "--follow"]).ExitCode);
        Assert.Equal(2, WaybillProgram.Run([.. start, "postgresql://me:secret@127.0.0.1/shop"]).ExitCode);
        Assert.Equal(2, WaybillProgram.Run([.. start, shop.Url, "--slot", "Not a slot"]).ExitCode);
    }

    private static async Task RoundAsync(PostgresDatabase address, CapturedWorkspace workspace)
    {
        await using var rounds = await WatermarkCapture.OpenAsync(address, new CaptureFolder(workspace.Root), workspace.Options, new CaptureNotes(), CancellationToken.None);
        await rounds.CatchUpAsync(CancellationToken.None);
    }

    private static async Task<WaybillException> RefusedAsync(string address, string slot = "refused")
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Root, "state"));
        return await Assert.ThrowsAsync<WaybillException>(async () =>
        {
            await using var capture = await ReplicationCapture.OpenAsync(PostgresDatabase.Parse(address), new CaptureFolder(folder.Root),
                new CaptureOptions { Slot = slot }, new CaptureNotes(), CancellationToken.None);
        });
    }
}
