using Waybill.Cli.Workspaces;
using Waybill.Connectors.Capture;
using Waybill.Events;

namespace Waybill.Cli.Capturing;

/// <summary>
/// Follows a database: changes land as files, bronze takes them in, and what bronze holds is confirmed to the server. Landing and refining
/// go on beside each other; a connection that is lost is opened again.
/// </summary>
internal sealed class CaptureJob
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly CaptureJobOptions _options;
    private readonly CaptureFolder _folder;
    private readonly CaptureTally _tally;
    private readonly BronzeStep _bronze;
    private readonly CaptureOptions _capture;

    public CaptureJob(Workspace workspace, CaptureJobOptions options, Action<string> say)
    {
        _options = options;
        var gate = new WorkspaceGate(workspace);
        _folder = new CaptureFolder(workspace.Root);
        _tally = new CaptureTally(say);
        _bronze = new BronzeStep(workspace, _folder, gate, _tally, options.ModelsFolder);
        _capture = options.Capture with { EnterWorkspace = gate.EnterAsync };
    }

    /// <summary>Runs until everything is landed and confirmed, or until stopped when it follows.</summary>
    public async Task<CaptureResult> RunAsync(CancellationToken ct)
    {
        if (!_options.Follow)
        {
            await OnceAsync(ct).ConfigureAwait(false);
            return _tally.Result(_folder.State);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var landing = LandAsync(stop.Token);
        var refining = RefineAsync(landing, stop.Token);

        // Whatever ends one of them ends the other.
        await Task.WhenAny(landing, refining).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(landing, refining).ConfigureAwait(false);
        await _bronze.RunAsync(CancellationToken.None).ConfigureAwait(false);
        return _tally.Result(_folder.State);
    }

    private async Task OnceAsync(CancellationToken ct)
    {
        if (_options.Way == CaptureWay.Watermark)
        {
            await using var rounds = await WatermarkCapture.OpenAsync(_options.Database, _folder, _capture, _tally, ct);
            await rounds.CatchUpAsync(ct);
            await _bronze.RunAsync(ct);
            return;
        }

        await using var capture = await ReplicationCapture.OpenAsync(_options.Database, _folder, _capture, _tally, ct);
        await capture.RunAsync(follow: false, ct);
        ct.ThrowIfCancellationRequested();
        await _bronze.RunAsync(ct);
        await capture.ConfirmAsync(ct);
        await capture.AwaitConfirmedAsync(ct);
    }

    private async Task LandAsync(CancellationToken stop)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            var before = _tally.Batches;
            try
            {
                await FollowAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (WaybillException e) when (e.IsRetryable)
            {
                pause = _tally.Batches > before ? FirstPause : pause;
                _tally.Note($"{e.Message.TrimEnd('.')}. Trying again in {pause.TotalSeconds:0.#} s.");
                await Task.WhenAny(Task.Delay(pause, stop)).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        if (_options.Way == CaptureWay.Replication)
        {
            await using var capture = await ReplicationCapture.OpenAsync(_options.Database, _folder, _capture, _tally, stop);
            await capture.RunAsync(follow: true, stop);
            return;
        }

        await using var rounds = await WatermarkCapture.OpenAsync(_options.Database, _folder, _capture, _tally, stop);
        while (!stop.IsCancellationRequested)
        {
            await rounds.RoundAsync(stop);
            await Task.WhenAny(Task.Delay(_options.Every, stop));
        }
    }

    private async Task RefineAsync(Task landing, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.WhenAny(landing, Task.Delay(_options.Every, stop)).ConfigureAwait(false);
            if (_folder.IsKnown)
            {
                // What has begun is brought to its end: bronze is then as far as the server is told.
                await _bronze.RunAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
