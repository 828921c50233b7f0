using System.CommandLine;
using System.Globalization;
using Waybill.Cli.Configuration;
using Waybill.Cli.Live;
using Waybill.Cli.Output;
using Waybill.Cli.Simulate;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Postgres;
using Waybill.Events;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill simulate</c>: advances the world of a workspace.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var world = new WorldOptions();
        var days = new Option<int?>("--days") { Description = "Days to add. [default: 1]", HelpName = "N" };
        var until = new Option<string?>("--until") { Description = "Instead of --days: the day (UTC) at whose start the world shall stand.", HelpName = "DATE" };
        var twin = new Option<bool>("--twin") { Description = "Write the same world without faults beside it, in twin/landing." };
        var command = new Command("simulate", "Advance the world and write what its source systems drop, with the truth beside it.") { workspace, days, until, twin };
        world.AddTo(command);
        var shop = new ShopOptions();
        shop.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(workspace)!,
            world.Read(parsed) with
            {
                Days = parsed.GetValue(days),
                Until = Midnight(parsed.GetValue(until)),
                Twin = parsed.GetValue(twin) ? true : null,
                Shop = shop.Read(parsed),
            },
            place => shop.ReadTelemetry(parsed, WorkspaceConfiguration.Load(place).Live),
            parsed.GetValue(json), ct));
        return ExamplesHelp.Add(command,
            "waybill simulate --days 7",
            "waybill simulate --days 1                       (again and again: old orders go on)",
            "waybill simulate --days 30 --scale 10 --seed 7 --faults hostile --workspace big",
            "waybill simulate --days 30 --scenario shop_day --to postgres --postgres postgresql://me@localhost/shop",
            "waybill simulate --days 1 --to postgres --postgres postgresql://me@localhost/shop --live --connections 64",
            "waybill simulate --days 1 --to postgres --postgres postgresql://me@localhost/shop --live --speed 3600   (an hour in a second)",
            "waybill simulate --days 1 --scenario cold_chain --to kafka --kafka localhost:9092 --speed 60");
    }

    /// <summary>Runs a simulation and shows how far it is.</summary>
    public static SimulateResult Simulate(Workspace workspace, SimulateOptions options, Progress progress, CancellationToken ct) =>
        SimulateJob.Run(
            workspace.Root,
            options with
            {
                Progress = p => progress.Show(
                    "simulate",
                    $"{p.Day:yyyy-MM-dd}, {Texts.Count(p.Rows)} rows" + (p.Live is { } live ? $", {live.Done * 100L / live.Total} % in the database" : ""),
                    p.DaysDone + ((double)p.CellsDone / Math.Max(1, p.CellsTotal)),
                    p.DaysTotal),
            },
            ct);

    private static async Task<int> RunAsync(
        string folder, SimulateOptions options, Func<Workspace, TelemetryTarget?> telemetry, bool json, CancellationToken ct)
    {
        if (options.Shop is { } shop)
        {
            await ShopSchema.Load(Path.Combine(AppContext.BaseDirectory, "db")).ApplyAsync(shop.Database, ct).ConfigureAwait(false);
        }

        var workspace = Workspace.Create(folder);
        if (telemetry(workspace) is not { } target)
        {
            return Run(workspace, options, json, ct);
        }

        // A wrong address is told before days are simulated.
        await using var publisher = await TelemetryPublisher.ConnectAsync(target, ct).ConfigureAwait(false);
        var before = SimulateJob.WorldTime(workspace.Root);
        var code = Run(workspace, options, json, ct);
        var sent = await publisher.PublishAsync(workspace.Root, before, ct).ConfigureAwait(false);
        await Console.Error.WriteLineAsync($"simulate: {Texts.Count(sent)} messages are in {target.Kafka}").ConfigureAwait(false);
        return code;
    }

    private static int Run(Workspace workspace, SimulateOptions options, bool json, CancellationToken ct)
    {
        // A live shop is written for as long as its days last, and is captured and refined meanwhile; the world has a lock of its own.
        using var mine = options.Shop is { Live: true } ? null : WorkspaceLock.Take(workspace);
        var result = Progress.Run(json, progress => Simulate(workspace, options, progress, ct));
        if (json)
        {
            JsonOutput.Write(result);
        }
        else
        {
            SimulateReport.Write(result, workspace.Root);
        }

        return ExitCode.Ok;
    }

    private static DateTime? Midnight(string? text) => text is null ? null
        : DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)
            ? day
            : throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' is not a day.", "Write it as 2026-01-31.");
}
