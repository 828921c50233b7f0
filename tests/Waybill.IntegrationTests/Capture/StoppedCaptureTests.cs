using System.Diagnostics;
using System.Globalization;
using Waybill.Connectors.Capture;
using Waybill.DuckDb;
using Waybill.IntegrationTests.Cli;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

/// <summary>A capture that its user or a full disk stops.</summary>
public sealed class StoppedCaptureTests(LogicalServer server) : IClassFixture<LogicalServer>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ctrl_C_ends_a_capture_that_follows_with_everything_that_landed_in_bronze_and_confirmed()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "ctrl_c");
        using var models = new ShopModels("carriers");
        var landed = new LandedChanges(_folder.Root);
        using var program = WaybillProgram.StartAtTerminal([.. Capture(shop, _folder.Root, models), "--follow"]);
        var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => Directory.Exists(Path.Combine(_folder.Root, "landing/shop/carriers")) && landed.Lines("carriers").Count == 1);
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (5, 'five')");
        await UntilAsync(() => landed.Lines("carriers").Count == 2);

        using (var interrupt = Process.Start("kill", ["-INT", program.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await interrupt.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(program.ExitCode == 0, $"it gave {program.ExitCode}:\n{await error}{await output}");
        var state = new CaptureFolder(_folder.Root).Load()!; // it has captured
        Assert.Equal(state.Landed, state.Confirmed);
        Assert.Equal(2, BronzeRows(_folder.Root));
    }

    [Fact]
    public async Task A_full_disk_of_the_workspace_is_named_and_the_same_command_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk(_folder.PathOf("disk"), megabytes: 24);
        Assert.SkipUnless(disk.IsMounted, SmallDisk.NotAllowed);
        var shop = await ShopDatabase.CreateAsync(server.Server, "full_workspace");
        using var models = new ShopModels("carriers");
        var capture = Capture(shop, disk.Root, models);
        WaybillProgram.Succeed(capture);
        var before = await File.ReadAllTextAsync(Path.Combine(disk.Root, "state/capture.json"), TestContext.Current.CancellationToken);
        await shop.ExecuteAsync("""
            insert into shop.carriers (carrier_id, name) select n, n || repeat('c', 90) from generate_series(2, 5000) n;
            insert into shop.suppliers (supplier_id, name, country_code, lead_days_mean) select n, n || repeat('s', 90), 'VN', 1 from generate_series(2, 5000) n
            """);

        disk.Fill(room: 300 << 10);
        var full = WaybillProgram.Run(capture);
        var after = await File.ReadAllTextAsync(Path.Combine(disk.Root, "state/capture.json"), TestContext.Current.CancellationToken);
        disk.Empty();
        WaybillProgram.Succeed(capture);

        Assert.True(full.ExitCode == 3, $"it gave {full.ExitCode}:\n{full.Error}{full.Output}");
        Assert.Contains("The disk is full: make room", full.Error, StringComparison.Ordinal);
        Assert.Equal(before, after);
        var landed = new LandedChanges(disk.Root);
        Assert.Equal(await shop.RowsAsync("carriers"), landed.Rows("carriers", "carrier_id"));
        Assert.Equal(await shop.RowsAsync("suppliers"), landed.Rows("suppliers", "supplier_id"));
        Assert.Equal(5_000, BronzeRows(disk.Root));
        Assert.Equal(5_000, landed.Lines("carriers").Count);
    }

    private static string[] Capture(ShopDatabase shop, string workspace, ShopModels models) =>
        ["capture", "--postgres", shop.Url, "--slot", shop.Name, "--workspace", workspace, "--models", models.Folder];

    private static long BronzeRows(string workspace)
    {
        var lake = new DirectoryCatalog(Path.Combine(workspace, "lake"));
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        return connection.Scalar<long>($"select count(*) from {lake.Load(TableId.Parse("bronze.shop_carriers")).Scan().ToSql()}");
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        var waited = Stopwatch.StartNew();
        while (!isTrue())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "it never happened");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
