using Waybill.Connectors.Postgres.Loading;
using Waybill.Events;
using Waybill.IntegrationTests.Cli;
using Waybill.IntegrationTests.Lake;
using Waybill.IntegrationTests.Postgres.Loading;
using Waybill.IntegrationTests.Postgres.Schema;
using Waybill.IntegrationTests.Postgres.Writing;
using Waybill.Lake.Catalog;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Cli;

/// <summary>
/// A database on a small disk. The server is their own: one whose disk vanished under it after a test that failed can make no other
/// database.
/// </summary>
public sealed class FullServerTests : IClassFixture<ShopServer>, IDisposable
{
    /// <summary>Enough for a day or two.</summary>
    private const int Room = 2 << 20;

    private readonly ShopServer _shop;
    private readonly TemporaryFolder _folder = new();
    private readonly SmallDisk _disk;

    public FullServerTests(ShopServer shop)
    {
        _shop = shop;

        // The server's user may not look into the folders of the user who runs the tests.
        _disk = new SmallDisk(Path.Combine(Path.GetTempPath(), "waybill-full-" + Path.GetFileName(_folder.Root)), megabytes: 100, owner: "postgres");
    }

    public void Dispose()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("backfill")]
    [InlineData("live")]
    public async Task A_full_disk_of_the_server_is_named_and_the_same_command_goes_on_when_there_is_room(string way)
    {
        SkipWithoutDisk();
        var full = _shop.CopyEmpty("tablespace small");
        string[] simulate =
        [
            "simulate", "--until", "2026-01-06", .. way == "live" ? (string[])["--live", "--connections", "8"] : [],
            .. ShopScenario.Options(_folder, "world", _shop.Server.DatabaseAddress(full)),
        ];

        _disk.Fill(Room);
        var refused = WaybillProgram.Run(simulate);
        _disk.Empty();
        WaybillProgram.Succeed(simulate);

        Assert.True(refused.ExitCode == 3, $"it gave {refused.ExitCode}:\n{refused.Error}{refused.Output}");
        Assert.Contains("has no room on its disk", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Make room on the server's disk", refused.Error, StringComparison.Ordinal);
        await AssertIsWhole(full);
        Remove(full);
    }

    [Fact]
    public async Task A_load_of_gold_names_the_full_disk_and_goes_on_when_there_is_room()
    {
        SkipWithoutDisk();
        using var lake = new TemporaryLake();
        var full = _shop.Create("tablespace small");
        var table = lake.Append(
            lake.Create("t", TableDefinition.Of(("id", PrimitiveType.Int, false), ("name", PrimitiveType.Text, false))),
            "select range::int as id, repeat('name', 20) as name from range(40000)");
        var load = new PostgresLoad(_shop.Address(full), new PostgresLoadOptions { Schema = "gold" });

        _disk.Fill(Room);
        var error = await Assert.ThrowsAsync<WaybillException>(() => LoadAsync());
        _disk.Empty();
        var loaded = await LoadAsync();

        Assert.Equal(WaybillErrorKind.Storage, error.Kind);
        Assert.Contains("has no room on its disk", error.Message, StringComparison.Ordinal);
        Assert.Equal(40_000, loaded.Tables[0].Inserted);
        Remove(full);

        Task<LoadResult> LoadAsync() => load.RunAsync(lake.Sql, [LoadSample.Table(table, "id")], new Progress<LoadStep>(), TestContext.Current.CancellationToken);
    }

    private void SkipWithoutDisk()
    {
        Assert.SkipUnless(_shop.Server.IsInstalled && _disk.IsMounted, SmallDisk.NotAllowed);
        _shop.Server.Execute("drop tablespace if exists small");
        _shop.Server.Execute($"create tablespace small location '{_disk.Root}'");
    }

    private void Remove(string database)
    {
        _shop.Server.Execute($"drop database {database} with (force)");
        _shop.Server.Execute("drop tablespace small");
    }

    private async Task AssertIsWhole(string database)
    {
        var roomy = _shop.CopyEmpty();
        WaybillProgram.Succeed(["simulate", "--until", "2026-01-06", .. ShopScenario.Options(_folder, "roomy", _shop.Server.DatabaseAddress(roomy))]);
        await using var expected = await _shop.ConnectAsync(roomy);
        await using var found = await _shop.ConnectAsync(database);
        Assert.Equal(await ShopDump.AllAsync(expected), await ShopDump.AllAsync(found));
    }
}
