using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Live;

/// <summary>A <c>waybill live</c> that goes on until the test ends it.</summary>
internal sealed class LiveProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public LiveProcess(string[] arguments)
    {
        _process = WaybillProgram.StartAtTerminal(arguments);
        _process.OutputDataReceived += (_, line) => _output.AppendLine(line.Data);
        _process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public void RequireRunning() => Assert.False(_process.HasExited, $"The program ended by itself:\n{_error}");

    /// <summary>As kill -9 does.</summary>
    public void Kill()
    {
        RequireRunning();
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>As Ctrl-C does; gives the summary.</summary>
    public JsonElement Stop()
    {
        using (var signal = Process.Start("kill", ["-INT", $"{_process.Id}"]))
        {
            signal.WaitForExit();
        }

        Assert.True(_process.WaitForExit(Patience), $"waybill live does not hear Ctrl-C:\n{_error}");
        _process.WaitForExit(); // For the rest of its output.
        Assert.True(_process.ExitCode == 0, $"waybill live gave {_process.ExitCode}:\n{_error}");
        return JsonDocument.Parse(_output.ToString().Trim().Split('\n')[^1]).RootElement;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
