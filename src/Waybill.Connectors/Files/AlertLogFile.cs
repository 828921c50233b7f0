using Waybill.Connectors.Live;
using Waybill.Events.Feeds;
using Waybill.Events.Live;
using Waybill.Events.Text;

namespace Waybill.Connectors.Files;

/// <summary>What was said about alerts as files of <c>landing/alerts</c>, a line for each change: the feed <c>alert_log</c>.</summary>
public sealed class AlertLogFile : IAlertLog
{
    private readonly RollingLines _lines;

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="limits">When a file is whole.</param>
    /// <param name="clock">Tells a file's age.</param>
    public AlertLogFile(string root, LandingLimits limits, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(clock);
        _lines = new RollingLines(root, FeedCatalogue.AlertLog.LandingFolder, "alerts_", limits, clock);
    }

    public Task WriteAsync(IReadOnlyList<AlertChange> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Count == 0 ? Task.CompletedTask : DiskThreads.RunAsync(() => Write(changes), cancellation);
    }

    /// <summary>Gives the file its name if it is old enough; to be called now and then.</summary>
    public Task PublishDueAsync(CancellationToken cancellation) => DiskThreads.RunAsync(() => _lines.Publish(always: false), cancellation);

    /// <summary>Gives the file its name whatever its age.</summary>
    public Task LandAsync() => DiskThreads.RunAsync(() => _lines.Publish(always: true), CancellationToken.None);

    /// <summary>Ends without giving the file its name: the next one goes on with it.</summary>
    public void Release() => _lines.Release();

    public async ValueTask DisposeAsync() => await DiskThreads.RunAsync(() => _lines.Publish(always: true), CancellationToken.None).ConfigureAwait(false);

    private void Write(IReadOnlyList<AlertChange> changes)
    {
        var buffer = new ByteBuffer();
        var until = changes[0].At;
        foreach (var change in changes)
        {
            buffer.Append(AlertText.Json(change));
            buffer.Append((byte)'\n');
            until = change.At > until ? change.At : until;
        }

        _lines.Append(buffer, until);
    }
}
