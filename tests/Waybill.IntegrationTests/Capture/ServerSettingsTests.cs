using Waybill.Connectors.Capture;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class ServerSettingsTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    private const string Expected = "2026-03-04|2026-03-04 05:06:07.000000|1 year 2 mons 3 days 04:05:06|0.30000000000000004|\\x00ff";

    [Fact]
    public async Task Texts_are_the_same_however_the_database_is_set_to_write_them()
    {
        var shop = await CreateAsync("german");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        await ChangeAsync(shop);
        await workspace.CatchUpAsync();

        AssertTexts(workspace, "R 1", "U 1", "I 2");
    }

    [Fact]
    public async Task Texts_of_rounds_by_watermark_are_the_same_however_the_database_is_set_to_write_them()
    {
        var shop = await CreateAsync("german_rounds");
        using var workspace = new CapturedWorkspace(shop);
        await RoundAsync(shop, workspace);
        await ChangeAsync(shop);
        await RoundAsync(shop, workspace);

        AssertTexts(workspace, "R 1", "U 1", "U 2");
    }

    private async Task<ShopDatabase> CreateAsync(string name)
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, name);
        await shop.ExecuteAsync($"""
            alter database {name} set datestyle = 'German';
            alter database {name} set intervalstyle = 'iso_8601';
            alter database {name} set extra_float_digits = -10;
            alter database {name} set bytea_output = 'escape';
            create table shop.forms (id int primary key, day date, at timestamptz, span interval, ratio float8, bytes bytea, updated_at timestamptz not null default now());
            insert into shop.forms values (1, '2026-03-04', '2026-03-04 05:06:07+00', '1 year 2 mons 3 days 04:05:06', 0.1::float8 + 0.2, '\x00ff')
            """);
        return shop;
    }

    private static Task ChangeAsync(ShopDatabase shop) => shop.ExecuteAsync("""
        update shop.forms set updated_at = clock_timestamp();
        insert into shop.forms select 2, day, at, span, ratio, bytes, clock_timestamp() from shop.forms
        """);

    private static async Task RoundAsync(ShopDatabase shop, CapturedWorkspace workspace)
    {
        await using var rounds = await WatermarkCapture.OpenAsync(
            shop.Address, new CaptureFolder(workspace.Root), workspace.Options, new CaptureNotes(), CancellationToken.None);
        await rounds.CatchUpAsync(CancellationToken.None);
    }

    private static void AssertTexts(CapturedWorkspace workspace, params string[] changes)
    {
        var lines = workspace.Changes.Lines("forms").OrderBy(LandedChanges.Number).ToList();
        Assert.Equal(changes, lines.Select(l => $"{l["op"]} {l["id"]}"));
        Assert.All(lines, l => Assert.Equal(Expected, string.Join('|', l["day"], l["at"], l["span"], l["ratio"], l["bytes"])));
    }
}
