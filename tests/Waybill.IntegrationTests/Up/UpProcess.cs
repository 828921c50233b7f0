using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Up;

/// <summary>A <c>waybill up --json</c> that goes on until the test ends it.</summary>
internal sealed class UpProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task<string> _error;

    private UpProcess(string[] arguments)
    {
        _process = WaybillProgram.StartAtTerminal([.. arguments, "--json", "--url", "http://127.0.0.1:0"]);
        _error = _process.StandardError.ReadToEndAsync();
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                _lines.Writer.Complete();
            }
            else
            {
                _lines.Writer.TryWrite(line.Data);
            }
        };
        _process.BeginOutputReadLine();
    }

    /// <summary>Asks the server.</summary>
    public HttpClient Client { get; } = new();

    /// <summary>What it said when everything was there.</summary>
    public JsonElement Ready { get; private set; }

    public static async Task<UpProcess> StartAsync(params string[] arguments)
    {
        var up = new UpProcess(["up", .. arguments]);
        up.Ready = await up.UntilAsync("ready");
        up.Client.BaseAddress = new Uri(up.Ready.GetProperty("url").GetString()!);
        return up;
    }

    /// <summary>Waits for the next line of an event.</summary>
    public async Task<JsonElement> UntilAsync(string name)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await _lines.Reader.WaitToReadAsync(limit.Token))
        {
            while (_lines.Reader.TryRead(out var text))
            {
                var line = JsonDocument.Parse(text).RootElement;
                if (line.GetProperty("event").GetString() == name)
                {
                    return line;
                }
            }
        }

        throw new InvalidOperationException($"waybill up ended before '{name}':\n{await _error}");
    }

    /// <summary>Waits for so many drops; gives the time of the last.</summary>
    public async Task<string> DropsAsync(int count)
    {
        var time = "";
        for (var drop = 0; drop < count; drop++)
        {
            time = (await UntilAsync("drop")).GetProperty("time").GetString()!;
        }

        return time;
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    public async Task<JsonElement> ChangeWorldAsync(object change)
    {
        using var answer = await Client.PutAsJsonAsync("/api/world", change);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>As Ctrl-C does; gives the time at which the world stopped.</summary>
    public async Task<string> StopAsync()
    {
        using (var signal = Process.Start("kill", ["-INT", $"{_process.Id}"]))
        {
            await signal.WaitForExitAsync();
        }

        var stopped = (await UntilAsync("stopped")).GetProperty("time").GetString()!;
        Assert.True(_process.WaitForExit(Patience), "waybill up does not end");
        Assert.True(_process.ExitCode == 0, $"waybill up gave {_process.ExitCode}:\n{await _error}");
        return stopped;
    }

    /// <summary>As kill -9 does.</summary>
    public void Kill()
    {
        Assert.False(_process.HasExited, "The program ended by itself.");
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        Client.Dispose();
    }
}
