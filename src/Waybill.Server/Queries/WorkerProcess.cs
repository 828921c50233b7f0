using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Waybill.Server.Http;

namespace Waybill.Server.Queries;

/// <summary>
/// A process that runs one query. Unlike a thread it can be ended at any moment, whatever the query does, and when it dies nothing else does.
/// </summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Secrets of the server's environment are none of a query's business.</summary>
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>Starts a worker that waits for its request.</summary>
    public static WorkerProcess Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => !Inherited.Contains(k) && !k.StartsWith("DOTNET_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
        process.ErrorDataReceived += (_, _) => { }; // what a dying process prints must not fill the pipe
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    /// <summary>Asks, and hands the answer over while it comes.</summary>
    /// <exception cref="RequestException">The query is wrong, or was ended for taking too long or too much memory.</exception>
    public async Task RunAsync(WorkerRequest request, TimeSpan limit, Func<ReadOnlyMemory<byte>, Task> write, CancellationToken ct)
    {
        await StartedAsync(ct).ConfigureAwait(false);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watch = WatchAsync(limit, ended.Token);
        var work = WorkAsync(request, write, ct);
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended.CancelAsync().ConfigureAwait(false);
        Kill();

        // Whoever was ended died as well; why it was ended is what matters.
        if (await watch.ConfigureAwait(false) is { } verdict && !ct.IsCancellationRequested)
        {
            throw verdict;
        }

        await work.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task WorkAsync(WorkerRequest request, Func<ReadOnlyMemory<byte>, Task> write, CancellationToken ct)
    {
        await SendAsync(request).ConfigureAwait(false);
        await ReceiveAsync(write, ct).ConfigureAwait(false);
    }

    private async Task SendAsync(WorkerRequest request)
    {
        try
        {
            // The pipe stays open: its end would tell the worker that the server is gone.
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, WorkerJson.Default.WorkerRequest)).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has died: the answer will be missing.
        }
    }

    private async Task ReceiveAsync(Func<ReadOnlyMemory<byte>, Task> write, CancellationToken ct)
    {
        var line = await LineAsync(ct).ConfigureAwait(false);
        if (line.IsEmpty || JsonSerializer.Deserialize(line.Span, WorkerJson.Default.WorkerVerdict) is not { } verdict)
        {
            throw SqlErrors.Died();
        }

        if (verdict.Error is not null)
        {
            throw SqlErrors.Of(verdict);
        }

        var output = _process.StandardOutput.BaseStream;
        var buffer = new byte[64 << 10];
        for (int read; (read = await output.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0;)
        {
            await write(buffer.AsMemory(0, read)).ConfigureAwait(false);
        }

        await _process.WaitForExitAsync(ct).ConfigureAwait(false);
        if (_process.ExitCode != 0)
        {
            throw SqlErrors.Died();
        }
    }

    // A busy machine may take its time to start a program; that is not the query's.
    private async Task StartedAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await LineAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw SqlErrors.Busy();
        }
    }

    private async Task<ReadOnlyMemory<byte>> LineAsync(CancellationToken ct)
    {
        var line = new ArrayBufferWriter<byte>();
        var one = new byte[1];
        while (await _process.StandardOutput.BaseStream.ReadAsync(one, ct).ConfigureAwait(false) == 1 && one[0] != '\n')
        {
            line.Write(one);
        }

        return line.WrittenMemory;
    }

    // Ends the process when it must not go on, and says why; null when it came to its end.
    private async Task<RequestException?> WatchAsync(TimeSpan limit, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Look);
        while (await WaitAsync(timer, ct).ConfigureAwait(false))
        {
            if (clock.Elapsed > limit)
            {
                Kill();
                return SqlErrors.TooLong(limit);
            }

            if (Memory() > Limits.SqlMemory + Limits.SqlProgram)
            {
                Kill();
                return SqlErrors.TooMuchMemory();
            }
        }

        return null;
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private long Memory()
    {
        try
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // it has just ended
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
