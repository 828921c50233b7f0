using System.Diagnostics;
using System.Text.Json;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Up;

public sealed class ScheduledRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_by_a_schedule_take_in_what_lands_meanwhile_until_they_are_stopped()
    {
        var world = TinyWorld.Options(_folder, "world");
        WaybillProgram.Succeed(["simulate", "--days", "1", .. world]);
        using var runs = WaybillProgram.StartAtTerminal("run", "--every", "1s", "--json", "--workspace", _folder.PathOf("world"));
        var error = runs.StandardError.ReadToEndAsync();

        var first = await NextAsync(runs);
        await SimulateAsync(world);
        JsonElement second;
        do
        {
            second = await NextAsync(runs); // One that found the workspace locked says so and goes on.
        }
        while (second.GetProperty("event").GetString() != "run");

        Assert.Equal("2026-01-02T00:00:00Z", first.GetProperty("clock").GetString());
        Assert.Equal("2026-01-03T00:00:00Z", second.GetProperty("clock").GetString());
        Assert.True(first.GetProperty("rows").GetInt64() > 0 && second.GetProperty("rows").GetInt64() > 0);

        using (var signal = Process.Start("kill", ["-INT", $"{runs.Id}"]))
        {
            await signal.WaitForExitAsync();
        }

        await runs.WaitForExitAsync();
        Assert.True(runs.ExitCode == 0, await error);
        var journal = WaybillProgram.Succeed("runs", "--json", "--workspace", _folder.PathOf("world")).Json();
        Assert.Equal(2, journal.GetArrayLength());
    }

    [Fact]
    public void A_schedule_that_builds_everything_anew_is_refused()
    {
        WaybillProgram.Succeed(["simulate", "--days", "0", .. TinyWorld.Options(_folder, "world")]);

        var result = WaybillProgram.Run("run", "--every", "1m", "--full-refresh", "--workspace", _folder.PathOf("world"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--full-refresh", result.Error);
    }

    private static async Task SimulateAsync(string[] world)
    {
        ProgramResult result;
        do
        {
            result = await Task.Run(() => WaybillProgram.Run(["simulate", "--days", "1", .. world])); // A run may have the workspace.
        }
        while (result.ExitCode == 3);

        Assert.Equal(0, result.ExitCode);
    }

    private static async Task<JsonElement> NextAsync(Process runs) =>
        JsonDocument.Parse(await runs.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The runs ended.")).RootElement;
}
