using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Waybill.Cli.Output;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;

namespace Waybill.Cli.Live;

/// <summary>The trucks and their alerts on a terminal, drawn anew twice a second.</summary>
internal sealed class LiveView(LiveJob job, LiveBoard board, TimeProvider time)
{
    private const int MostTrucks = 20;
    private const int MostAlerts = 12;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private long _lastMessages;
    private long _lastAt = time.GetTimestamp();

    /// <summary>Draws until the work is over.</summary>
    public async Task ShowAsync(Task work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        await console.Live(new Text("")).AutoClear(true).StartAsync(async context =>
        {
            while (!work.IsCompleted)
            {
                context.UpdateTarget(Draw());
                await Task.WhenAny(work, Task.Delay(Every, time)).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    private Rows Draw()
    {
        var rows = new List<IRenderable> { Status(), Trucks(), Alerts() };
        rows.AddRange(job.Away.Select(a => new Markup($"[red]away[/] {Markup.Escape(a)}")));
        return new Rows(rows);
    }

    private Markup Status()
    {
        var messages = job.Tally.Messages;
        var seconds = time.GetElapsedTime(_lastAt).TotalSeconds;
        var rate = seconds > 0 ? (long)((messages - _lastMessages) / seconds) : 0;
        (_lastMessages, _lastAt) = (messages, time.GetTimestamp());
        var refused = job.Tally.Refused();
        var letters = refused.Count == 0 ? "no dead letters"
            : "dead letters: " + string.Join(", ", refused.Select(r => $"{r.Key} {Texts.Count(r.Value)}"));
        return new Markup($"[bold]{Texts.Count(messages)}[/] readings, [bold]{Texts.Count(rate)}[/]/s, {Texts.Count(board.TruckCount)} trucks, "
            + $"[bold]{Texts.Count(board.OpenCount)}[/] alerts open, lag {Texts.Count(job.Lags.Total)}, "
            + $"{Texts.Count(job.Tally.Late)} late, {letters}");
    }

    private Table Trucks()
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (name, right) in new[] { ("truck", false), ("cargo", false), ("air °C", true), ("set", true), ("km/h", true), ("fuel %", true), ("near", false), ("at", false), ("alerts", true) })
        {
            var column = new TableColumn(name) { NoWrap = true };
            table.AddColumn(right ? column.RightAligned() : column);
        }

        foreach (var truck in board.Trucks(MostTrucks))
        {
            var reading = truck.Latest;
            var alerts = truck.OpenAlerts.ToString(CultureInfo.InvariantCulture);
            table.AddRow(
                new Text(reading.TruckId), new Text(reading.Cargo ?? ""), new Text(LiveLine.Number(reading.TempMilli)),
                new Text(LiveLine.Number(reading.SetPointMilli)), new Text(LiveLine.Number(reading.SpeedMilliKmh)), new Text(LiveLine.Number(reading.FuelMilli)),
                new Text(Place(reading)), new Text(reading.At.ToDateTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
                new Markup(truck.OpenAlerts > 0 ? $"[red]{alerts}[/]" : alerts));
        }

        return table;
    }

    private Rows Alerts() => new(board.OpenAlerts(MostAlerts).Select(a => new Markup(
        a.Severity == AlertSeverity.Critical ? $"[red]{Markup.Escape(LiveLine.Of(a))}[/]" : Markup.Escape(LiveLine.Of(a)))));

    private string Place(in TelemetryReading reading) => reading.LatitudeMicro == TelemetryReading.Missing ? reading.Route ?? ""
        : job.Rules.Routes.NearestPlace(reading.Route, reading.LatitudeMicro, reading.LongitudeMicro) ?? "";
}
