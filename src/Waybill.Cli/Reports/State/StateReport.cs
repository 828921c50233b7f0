using System.Globalization;
using System.Text.Json;
using Waybill.Cli.Serving;
using Waybill.Cli.Workspaces;

namespace Waybill.Cli.Reports.State;

/// <summary>Writes what the dashboard shows now into one file that opens without a server.</summary>
/// <param name="Page">The file.</param>
/// <param name="Answers">How many answers are in it.</param>
/// <param name="IsDashboard">The built dashboard is in it; else it is tables.</param>
internal sealed record StateReport(string Page, int Answers, bool IsDashboard)
{
    private static readonly Uri AnyPort = new("http://127.0.0.1:0");

    public static async Task<StateReport> MakeAsync(Workspace workspace, string models, string web, bool isPlain, CancellationToken ct)
    {
        await using var server = await RunningServer.StartAsync(workspace, AnyPort, models, ct).ConfigureAwait(false);
        using var recorder = new StateRecorder(server.Address, RunningServer.Token(), ct);
        var answers = await recorder.RecordAsync().ConfigureAwait(false);
        var (title, note) = Describe(answers);
        var isDashboard = !isPlain && DashboardFile.IsBuilt(web);
        return new StateReport(
            isDashboard ? DashboardFile.Write(web, answers, title, note) : StatePage.Write(answers, title, note), answers.Count, isDashboard);
    }

    private static (string Title, string Note) Describe(StateAnswers answers)
    {
        var workspace = JsonSerializer.Deserialize<JsonElement>(answers.Find("/api/workspace") ?? "{}");
        var name = Text(workspace, "name");
        var time = DateTime.TryParse(Text(workspace, "worldTime"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at)
            ? $" at {at:yyyy-MM-dd HH:mm} UTC of its world"
            : "";
        return ($"Waybill: {name}", $"A report of {name}{time} (snapshot {Text(workspace, "snapshotId")}). It holds what the dashboard showed then and asks no server.");
    }

    private static string Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? "" : "";
}
