using Waybill.Events.Live;
using Waybill.Events.Values;

namespace Waybill.Cli.Live;

/// <summary>A sink whose alerts are timed: from the reception of the reading until the sink has them.</summary>
internal sealed class TimedSink(ILiveSink sink, TimeProvider time) : ILiveSink
{
    /// <summary>Told of each alert that was published: milliseconds.</summary>
    public Action<double> Published { get; set; } = _ => { };

    public async Task PublishAsync(IReadOnlyList<TruckState> trucks, IReadOnlyList<AlertChange> changes, CancellationToken cancellation)
    {
        await sink.PublishAsync(trucks, changes, cancellation).ConfigureAwait(false);
        if (changes.Count > 0)
        {
            var now = Instant.FromDateTime(time.GetUtcNow().UtcDateTime).Microseconds;
            foreach (var change in changes)
            {
                Published((now - change.At.Microseconds) / 1000.0);
            }
        }
    }

    public ValueTask DisposeAsync() => sink.DisposeAsync();
}
