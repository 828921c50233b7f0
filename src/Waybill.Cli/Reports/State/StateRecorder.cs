using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Waybill.Cli.Reports.State;

/// <summary>Asks a server for all that the dashboard can show without a question of its own, and for the details that are looked at first.</summary>
internal sealed class StateRecorder : IDisposable
{
    private const int Trips = 16;
    private const int Orders = 40;
    private const int Days = 14;
    private const int RowsOfTable = 50;
    private const int RowsOfQuarantine = 12;

    private readonly HttpClient _client;
    private readonly StateAnswers _answers = new();
    private readonly CancellationToken _ct;

    public StateRecorder(string server, string? token, CancellationToken ct)
    {
        _client = new HttpClient { BaseAddress = new Uri(server), Timeout = TimeSpan.FromMinutes(5) };
        if (token is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        _ct = ct;
    }

    public async Task<StateAnswers> RecordAsync()
    {
        await AskAsync("/api/workspace").ConfigureAwait(false);
        await PanelsAsync().ConfigureAwait(false);
        await DetailsAsync().ConfigureAwait(false);
        await PipelineAsync().ConfigureAwait(false);
        await QuarantineAsync().ConfigureAwait(false);
        await AskAsync("/api/verification").ConfigureAwait(false);
        return _answers;
    }

    public void Dispose() => _client.Dispose();

    private async Task PanelsAsync()
    {
        foreach (var panel in await RowsAsync("/api/panels").ConfigureAwait(false))
        {
            var isAsked = panel.GetProperty("parameters").EnumerateArray().All(p => p.GetProperty("optional").GetBoolean());
            if (panel.GetProperty("available").GetBoolean() && isAsked)
            {
                await AskAsync($"/api/panels/{panel.GetProperty("id").GetString()}").ConfigureAwait(false);
            }
        }

        foreach (var variant in new[] { "orders/status_by_day?basis=event", "orders/status_by_day?basis=known", "commerce/returns?basis=order", "commerce/returns?basis=return" })
        {
            await AskAsync($"/api/panels/{variant}").ConfigureAwait(false);
        }
    }

    private async Task DetailsAsync()
    {
        foreach (var day in Column("/api/panels/factory/days", "day").Reverse().Take(Days))
        {
            await AskAsync($"/api/panels/factory/day?day={day}").ConfigureAwait(false);
        }

        foreach (var trip in Column("/api/panels/fleet/trips", "trip").Zip(Column("/api/panels/fleet/trips", "excursions"))
            .OrderByDescending(t => long.Parse(t.Second, CultureInfo.InvariantCulture)).Select(t => Uri.EscapeDataString(t.First)).Take(Trips))
        {
            await AskAsync($"/api/panels/fleet/trip?trip_id={trip}").ConfigureAwait(false);
            await AskAsync($"/api/panels/fleet/trip_trace?trip_id={trip}").ConfigureAwait(false);
            await AskAsync($"/api/panels/fleet/trip_excursions?trip_id={trip}").ConfigureAwait(false);
        }

        foreach (var order in Column("/api/panels/orders/breaches", "order_id").Take(Orders).Select(Uri.EscapeDataString))
        {
            await AskAsync($"/api/panels/orders/order?order_id={order}").ConfigureAwait(false);
            await AskAsync($"/api/panels/orders/order_history?order_id={order}").ConfigureAwait(false);
        }

        foreach (var truck in Column("/api/panels/fleet/trucks", "truck").Take(Orders).Select(Uri.EscapeDataString))
        {
            await AskAsync($"/api/panels/fleet/alert_history?truck_id={truck}").ConfigureAwait(false);
        }
    }

    private async Task PipelineAsync()
    {
        await AskAsync("/api/runs").ConfigureAwait(false);
        foreach (var model in await RowsAsync("/api/models").ConfigureAwait(false))
        {
            await AskAsync($"/api/models/{PathOf(model)}").ConfigureAwait(false);
        }

        foreach (var table in await RowsAsync("/api/tables").ConfigureAwait(false))
        {
            var path = $"/api/tables/{PathOf(table)}";
            await AskAsync(path).ConfigureAwait(false);
            var isShown = PathOf(table).StartsWith("gold/", StringComparison.Ordinal);
            if (isShown && table.TryGetProperty("snapshotId", out var id) && id.GetString() is { } snapshot)
            {
                await AskAsync($"{path}/files?snapshot={snapshot}").ConfigureAwait(false);
                await AskAsync($"{path}/rows?snapshot={snapshot}&limit={RowsOfTable}").ConfigureAwait(false);
                await AskAsync($"{path}/rows?limit={RowsOfTable}").ConfigureAwait(false);
            }
        }
    }

    private async Task QuarantineAsync()
    {
        foreach (var rule in await RowsAsync("/api/quarantine").ConfigureAwait(false))
        {
            var name = Uri.EscapeDataString(rule.GetProperty("rule").GetString() ?? "");
            await AskAsync($"/api/quarantine/{rule.GetProperty("table").GetString()}?rule={name}&offset=0&limit={RowsOfQuarantine}").ConfigureAwait(false);
        }
    }

    private async Task AskAsync(string address)
    {
        using var response = await _client.GetAsync(new Uri(address, UriKind.Relative), _ct).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            _answers.Add(address, await response.Content.ReadAsStringAsync(_ct).ConfigureAwait(false));
        }
    }

    private async Task<IReadOnlyList<JsonElement>> RowsAsync(string address)
    {
        await AskAsync(address).ConfigureAwait(false);
        return _answers.Find(address) is { } json ? [.. JsonSerializer.Deserialize<JsonElement>(json).EnumerateArray()] : [];
    }

    /// <summary>A column of a panel that was answered, as text.</summary>
    private IReadOnlyList<string> Column(string address, string name)
    {
        if (_answers.Find(address) is not { } json)
        {
            return [];
        }

        var answer = PanelState.Read(json);
        var index = answer.Columns.TakeWhile(c => c.Name != name).Count();
        return [.. answer.Rows.Select(r => r[index].ToString())];
    }

    private static string PathOf(JsonElement named) => (named.GetProperty("name").GetString() ?? "").Replace('.', '/');
}
