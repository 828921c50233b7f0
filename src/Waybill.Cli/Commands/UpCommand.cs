using System.CommandLine;
using System.Globalization;
using Waybill.Cli.Output;
using Waybill.Cli.Scheduling;
using Waybill.Cli.Serving;
using Waybill.Cli.Up;
using Waybill.Cli.Workspaces;
using Waybill.Events;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill up</c>: world, watch, runs and server together.</summary>
internal static class UpCommand
{
    private const string DefaultEvery = "1m";

    private static readonly Option<int?> History = new("--history")
    {
        Description = $"Days that a new world has behind it. [default: {UpOptions.DefaultHistory}]",
        HelpName = "N",
    };

    private static readonly Option<double?> Speed = new("--speed")
    {
        Description = $"Seconds of the world in a second, {WorldClock.Slowest.ToString(CultureInfo.InvariantCulture)} to {WorldClock.Fastest}: 1 is real time, 3600 an hour in a second. [default: what it was, at first {WorldClock.DefaultSpeed}]",
        HelpName = "X",
    };

    private static readonly Option<bool> Paused = new("--paused") { Description = "Begin with a world that stands still." };
    private static readonly Option<bool> NoVerify = new("--no-verify") { Description = "Do not compare whole days with the truth." };

    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var url = ServeCommand.UrlOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON object for each thing that happens." };
        var world = new WorldOptions();
        var schedule = new ScheduleOptions($"Refine what landed after this pause: 30s, 1m, 2h. [default: {DefaultEvery}]");
        var command = new Command("up", "A world that lives: simulation by a clock, trucks watched live, scheduled runs, dashboard. All in one process, no servers.")
        {
            workspace, Speed, Paused, History,
        };
        schedule.AddTo(command);
        command.Options.Add(NoVerify);
        command.Options.Add(url);
        world.AddTo(command);
        command.Options.Add(models);
        command.Options.Add(json);
        command.SetAction((parsed, ct) => RunAsync(
            Workspace.Create(parsed.GetValue(workspace)!),
            ServerUrl.Parse(parsed.GetValue(url)),
            new UpOptions
            {
                ModelsFolder = ModelsFolder.Find(parsed.GetValue(models)),
                World = world.Read(parsed),
                HistoryDays = Days(parsed.GetValue(History)),
                Speed = SpeedOf(parsed.GetValue(Speed)),
                Paused = parsed.GetValue(Paused) ? true : null,
                Schedule = schedule.Read(parsed) ?? ScheduleSpec.OfEvery(DefaultEvery),
                Verifies = !parsed.GetValue(NoVerify),
            },
            parsed.GetValue(json),
            ct));
        return ExamplesHelp.Add(command,
            "waybill up                                        (a new world, or the workspace's)",
            "waybill up --speed 3600                           (an hour in a second)",
            "waybill up --scenario cold_chain --scale 4 --every 5m --workspace trucks",
            "waybill up --cron '0 * * * *' --url http://127.0.0.1:9000");
    }

    private static async Task<int> RunAsync(Workspace workspace, Uri url, UpOptions options, bool json, CancellationToken ct)
    {
        using var mine = WorkspaceLock.Take(workspace);
        RunningServer.RequireFree(url);
        var lines = new UpLines(Console.Out, json);
        await using var job = await UpJob.OpenAsync(workspace, options, lines, TimeProvider.System, ct).ConfigureAwait(false);
        var server = await RunningServer.StartAsync(workspace, url, options.ModelsFolder, "up", job.Parts, ct).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            job.Ready(server.Address);
            await job.RunAsync(ct).ConfigureAwait(false);
            await server.StopAsync().ConfigureAwait(false);
        }

        return ExitCode.Ok;
    }

    private static int Days(int? days) => days switch
    {
        null => UpOptions.DefaultHistory,
        >= 1 and <= 3_650 => days.Value,
        _ => throw Wrong($"--history {days} is not possible.", "Use 1 to 3650 days."),
    };

    private static double? SpeedOf(double? speed) => speed is null or (>= WorldClock.Slowest and <= WorldClock.Fastest)
        ? speed
        : throw Wrong($"--speed {speed} is not possible.", string.Create(CultureInfo.InvariantCulture, $"Use {WorldClock.Slowest} to {WorldClock.Fastest}: 1 is real time."));

    private static WaybillException Wrong(string message, string advice) => new(WaybillErrorKind.Usage, message, advice);
}
