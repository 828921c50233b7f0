using System.Text.Json;

namespace Waybill.IntegrationTests.Server;

/// <summary>Reads server-sent events as a browser does.</summary>
internal sealed class EventReader(HttpClient client) : IAsyncDisposable
{
    private HttpResponseMessage? _response;
    private StreamReader? _lines;

    /// <summary>The next event of this name; others are passed over.</summary>
    public async Task<JsonElement> NextAsync(string name)
    {
        while (true)
        {
            var (next, data) = await NextAsync();
            if (next == name)
            {
                return data;
            }
        }
    }

    public async Task<(string Name, JsonElement Data)> NextAsync()
    {
        var (name, data) = ("", "");
        while (await LineAsync() is { } line)
        {
            if (line.Length == 0 && name.Length > 0)
            {
                using var document = JsonDocument.Parse(data);
                return (name, document.RootElement.Clone());
            }

            name = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : name;
            data = line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : data;
        }

        throw new EndOfStreamException("The stream of events has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        _lines?.Dispose();
        _response?.Dispose();
        await Task.CompletedTask;
    }

    private async Task<string?> LineAsync()
    {
        _response ??= await client.GetAsync("/api/live/stream", HttpCompletionOption.ResponseHeadersRead);
        _lines ??= new StreamReader(await _response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        return await _lines.ReadLineAsync();
    }
}
