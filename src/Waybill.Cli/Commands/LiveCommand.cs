using System.CommandLine;
using Waybill.Cli.Configuration;
using Waybill.Cli.Live;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Postgres;
using Waybill.Events;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill live</c>: telemetry of trucks becomes alerts.</summary>
internal static class LiveCommand
{
    private const string Landing = "landing";
    private const string Postgres = "postgres";

    private static readonly Option<string?> Kafka = new("--kafka") { Description = "Brokers, host:port; without them what has landed is replayed.", HelpName = "ADDRESS" };
    private static readonly Option<string?> Topic = new("--topic") { Description = $"Topic of the readings. [default: {LiveSettings.DefaultTopic}]", HelpName = "NAME" };
    private static readonly Option<string?> Group = new("--group") { Description = "Consumer group: its members share the partitions. [default: waybill]", HelpName = "NAME" };
    private static readonly Option<string?> Redis = new("--redis") { Description = "Where live state and alerts go: redis://host:6379 or host:port. [default: memory]", HelpName = "ADDRESS" };
    private static readonly Option<string?> Archive = new("--archive")
    {
        Description = "Keep every reading in this database as well as in landing/telemetry: postgresql://user@host:5432/name.",
        HelpName = "ADDRESS",
    };

    private static readonly Option<string?> Replay = new("--replay")
    {
        Description = $"Go through the past and print its alerts: {Landing} (what has landed) or {Postgres} (the --archive). [default without --kafka: {Landing}]",
        HelpName = "SOURCE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<double?> Speed = new("--speed")
    {
        Description = "Replay at a pace: 1 is real time, 60 a minute in a second. [default: as fast as it goes]",
        HelpName = "X",
    };

    private static readonly Option<string?> For = new("--for") { Description = "End after this time: 90s, 15m, 2h.", HelpName = "TIME" };
    private static readonly Option<bool> UntilCaughtUp = new("--until-caught-up") { Description = "End when all messages of the topic have been read." };

    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var json = new Option<bool>("--json") { Description = "Print one JSON object for each change of an alert, and one at the end." };
        var command = new Command("live", "Watch the trucks: readings become alerts in milliseconds, and every reading is kept.")
        {
            workspace, Kafka, Topic, Group, Redis, Archive, Replay, Speed, For, UntilCaughtUp, models, json,
        };
        command.SetAction((parsed, ct) =>
        {
            var folder = parsed.GetValue(workspace)!;
            var isReplay = parsed.GetResult(Replay) is not null;
            var place = parsed.GetValue(Kafka) is null || isReplay ? Workspace.Open(folder) : Workspace.Create(folder);
            var options = Read(parsed, isReplay, WorkspaceConfiguration.Load(place).Live, ModelsFolder.Find(parsed.GetValue(models)));
            return RunAsync(place, options, parsed.GetValue(json), ct);
        });
        return ExamplesHelp.Add(command,
            "waybill live                                        (replay what has landed)",
            "waybill live --speed 600                            (ten minutes in a second)",
            "waybill live --kafka localhost:9092 --redis redis://localhost:6379",
            "waybill live --kafka localhost:9092 --archive postgresql://me@localhost/telemetry --json");
    }

    private static LiveJobOptions Read(ParseResult parsed, bool isReplay, LiveSection section, string models)
    {
        var archive = parsed.GetValue(Archive) ?? section.Archive;
        var replay = isReplay ? parsed.GetValue(Replay) ?? Landing : null;
        var speed = parsed.GetValue(Speed);
        var kafka = isReplay ? null : LiveSettings.Kafka(section, parsed.GetValue(Kafka), parsed.GetValue(Topic), parsed.GetValue(Group));
        if (replay is not (null or Landing or Postgres))
        {
            throw Wrong($"'{replay}' cannot be replayed.", $"Use --replay {Landing} or --replay {Postgres}.");
        }

        if (replay == Postgres && archive is null)
        {
            throw Wrong($"--replay {Postgres} needs the address of the archive.", "Add --archive postgresql://user@host:5432/name.");
        }

        if (isReplay && parsed.GetValue(Kafka) is not null)
        {
            throw Wrong("--replay and --kafka exclude each other.", "Leave one of them out.");
        }

        if (speed is not null && (kafka is not null || !(speed > 0) || double.IsInfinity(speed.Value)))
        {
            throw Wrong(kafka is null ? $"--speed {speed} is not possible." : "--speed is for replays.",
                kafka is null ? "Use a number above 0: 1 is real time." : "Leave it out: Kafka's readings come when they come.");
        }

        return new LiveJobOptions
        {
            ModelsFolder = models,
            Kafka = kafka,
            Redis = (parsed.GetValue(Redis) ?? section.Redis) is { } redis ? LiveSettings.Redis(redis) : null,
            Archive = archive is null ? null : PostgresDatabase.Parse(archive),
            FromArchive = replay == Postgres,
            Speed = speed,
            For = parsed.GetValue(For) is { } text ? ShortDuration.Parse(text) ?? throw Wrong($"'{text}' is not a time.", "Write it as 90s, 15m or 2h.") : null,
            UntilCaughtUp = parsed.GetValue(UntilCaughtUp),
        };
    }

    private static async Task<int> RunAsync(Workspace workspace, LiveJobOptions options, bool json, CancellationToken ct)
    {
        var time = TimeProvider.System;
        var isFinalOnly = options.IsReplay && options.Speed is null;
        var isView = !json && !isFinalOnly && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
        using var lines = new LiveLines(json, withChanges: !isView && !isFinalOnly);
        var board = new LiveBoard(lines.Say);
        var job = new LiveJob(workspace, options, board, line => Console.Error.WriteLine($"live: {line}"), time);
        var work = job.RunAsync(ct);
        await (isView ? new LiveView(job, board, time).ShowAsync(work) : lines.ShowAsync(job, board, work, time)).ConfigureAwait(false);
        var result = await work.ConfigureAwait(false);
        if (isFinalOnly)
        {
            lines.Final(board.Alerts());
        }

        lines.Summary(result);
        return ExitCode.Ok;
    }

    private static WaybillException Wrong(string message, string advice) => new(WaybillErrorKind.Usage, message, advice);
}
