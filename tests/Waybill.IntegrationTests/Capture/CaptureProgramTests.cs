using System.Text.Json;
using Waybill.Cli.Workspaces;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class CaptureProgramTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    [Fact]
    public async Task One_command_copies_lands_refines_and_confirms()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "program");
        using var models = new ShopModels("carriers", "channels");
        using var workspace = new CapturedWorkspace(shop);
        string[] capture = ["capture", "--postgres", shop.Url, "--slot", "program", "--workspace", workspace.Root, "--models", models.Folder, "--json"];

        var first = Json(WaybillProgram.Succeed(capture).Output);
        await shop.ExecuteAsync("update shop.carriers set is_active = false; insert into shop.carriers (carrier_id, name) values (2, 'two')");
        var second = Json(WaybillProgram.Succeed(capture).Output);
        var third = Json(WaybillProgram.Succeed(capture).Output);

        Assert.Equal(31, first.GetProperty("copied_tables").GetInt64());
        Assert.Equal(3, first.GetProperty("bronze_rows").GetInt64());
        Assert.Equal((2, 2), (second.GetProperty("changes").GetInt64(), second.GetProperty("bronze_rows").GetInt64()));
        Assert.Equal((0, 0), (third.GetProperty("changes").GetInt64(), third.GetProperty("bronze_rows").GetInt64()));
        Assert.Equal(second.GetProperty("landed").GetString(), second.GetProperty("confirmed").GetString());
        Assert.True(await shop.ScalarAsync<bool>($"select confirmed_flush_lsn = '{workspace.State.Confirmed}' from pg_replication_slots where slot_name = 'program'"));
    }

    [Fact]
    public async Task A_batch_that_was_about_to_land_when_the_program_was_killed_lands_with_the_next_run_of_the_models()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "about_to_land");
        using var models = new ShopModels("carriers", "channels");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        await shop.ExecuteAsync("begin; update shop.carriers set is_active = false; update shop.channels set is_active = false; commit");
        await Assert.ThrowsAsync<InvalidOperationException>(() => workspace.CatchUpAsync(
            StopWhenOneFileHasItsName));
        Assert.NotNull(workspace.State.Landing);

        WaybillProgram.Succeed("run", "--workspace", workspace.Root, "--models", models.Folder);

        Assert.Null(workspace.State.Landing);
        Assert.Equal(["R", "U"], workspace.Changes.Lines("carriers").Select(l => l["op"]));
        Assert.Equal(["R", "R", "U", "U"], workspace.Changes.Lines("channels").Select(l => l["op"]));
    }

    [Fact]
    public async Task A_second_capture_of_the_workspace_is_kept_out()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "second_capture");
        using var workspace = new CapturedWorkspace(shop);
        using var mine = WorkspaceLock.TakeForCapture(Workspace.Create(workspace.Root));

        var result = WaybillProgram.Run("capture", "--postgres", shop.Url, "--workspace", workspace.Root);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("Another capture is running", result.Error);
        Assert.False(File.Exists(Path.Combine(workspace.Root, "state/capture.json")));
    }

    private static void StopWhenOneFileHasItsName(string step)
    {
        if (step == "file has its name")
        {
            throw new InvalidOperationException("stopped here");
        }
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
