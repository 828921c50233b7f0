using System.Collections.Concurrent;
using System.Globalization;
using Waybill.Connectors.Capture;
using Waybill.DuckDb;
using Waybill.IntegrationTests.Cli;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class KilledCaptureTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    private static readonly string[] InBronze = ["carriers", "suppliers", "wishlist", "warehouses"];

    /// <summary>How often the program or the server is killed; a whole proof takes 30.</summary>
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("WAYBILL_CAPTURE_KILLS") ?? "6", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Kills_of_the_program_and_crashes_of_the_server_lose_and_double_nothing()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "killed");
        using var models = new ShopModels(InBronze);
        using var workspace = new CapturedWorkspace(shop);
        string[] capture = ["capture", "--postgres", shop.Url, "--slot", "killed", "--workspace", workspace.Root, "--models", models.Folder];
        await using var writers = await RandomWriters.StartAsync(shop, connections: 2, seed: 31);
        using var stop = new CancellationTokenSource();
        var counting = Task.Run(() => CountAsync(shop, stop.Token));

        var random = new Random(31);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var program = WaybillProgram.Start([.. capture, "--follow"]);
            var said = new ConcurrentQueue<string?>();
            program.OutputDataReceived += (_, e) => said.Enqueue(e.Data);
            program.ErrorDataReceived += (_, e) => said.Enqueue(e.Data);
            program.BeginOutputReadLine();
            program.BeginErrorReadLine();
            await Task.Delay(random.Next(300, 2500));
            if (kill % 3 == 1)
            {
                server.Server.Stop();
                server.Server.Start();
                await Task.Delay(random.Next(100, 1500));
            }

            Assert.False(program.HasExited, $"it ended by itself after kill {kill}:\n{string.Join('\n', said)}");
            program.Kill();
            await program.WaitForExitAsync();
            await AssertConfirmedIsInBronzeAsync(shop, workspace);
        }

        await stop.CancelAsync();
        await counting;
        await writers.StopAsync();
        WaybillProgram.Succeed(capture);

        await SnapshotAndStreamTests.AssertSameAsync(shop, workspace);
        var inserted = await shop.ScalarAsync<long>("select count(*) from shop.warehouses");
        var landed = workspace.Changes.Lines("warehouses").Select(l => l["warehouse_id"]).ToList();
        Assert.True(inserted > 10);
        Assert.Equal(inserted, landed.Count);
        Assert.Equal(inserted, landed.Distinct().Count());
        Assert.All(InBronze, table => Assert.Equal(workspace.Changes.Lines(table).Count, BronzeRows(workspace.Root, table)));
        Assert.Equal(workspace.State.Landed, workspace.State.Confirmed);
    }

    /// <summary>What the server may forget is in bronze, line by line, however the program ended.</summary>
    private static async Task AssertConfirmedIsInBronzeAsync(ShopDatabase shop, CapturedWorkspace workspace)
    {
        if (!File.Exists(Path.Combine(workspace.Root, "state/capture.json")) || workspace.State is not { SlotFrom: var from, Confirmed: var confirmed } || from == Lsn.None)
        {
            return;
        }

        foreach (var table in InBronze)
        {
            // Copies are not among what is confirmed: their files are named after a place at which nothing was streamed yet.
            var lines = workspace.Changes.Lines(table, upTo: confirmed).Where(l => l["op"] != "R").Select(LandedChanges.Number);
            Assert.Empty(lines.Except(BronzeNumbers(workspace.Root, table)));
        }

        Assert.True(await shop.ScalarAsync<bool>($"select confirmed_flush_lsn <= '{confirmed}' from pg_replication_slots where slot_name = 'killed'"));
    }

    /// <summary>One row a transaction that nobody changes: as many lines must land.</summary>
    private static async Task CountAsync(ShopDatabase shop, CancellationToken stop)
    {
        for (var n = 1; !stop.IsCancellationRequested; n++)
        {
            try
            {
                await shop.ExecuteAsync($"insert into shop.warehouses (warehouse_id, code, name, city, country_code) values ({n}, 'w{n}', 'warehouse {n}', 'Hue', 'VN')");
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or IOException)
            {
                // The server is down; whether the row is there, the table tells in the end.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private static HashSet<long> BronzeNumbers(string workspace, string table)
    {
        var lake = new DirectoryCatalog(Path.Combine(workspace, "lake"));
        var id = TableId.Parse($"bronze.shop_{table}");
        if (!lake.Exists(id))
        {
            return [];
        }

        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var numbers = connection.Scalar<string>($"select coalesce(string_agg(lsn, ' '), '') from {lake.Load(id).Scan().ToSql()}");
        return [.. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
    }

    private static long BronzeRows(string workspace, string table)
    {
        var lake = new DirectoryCatalog(Path.Combine(workspace, "lake"));
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        return connection.Scalar<long>($"select count(*) from {lake.Load(TableId.Parse($"bronze.shop_{table}")).Scan().ToSql()}");
    }
}
