using Waybill.Events.Live;
using Waybill.Events.Values;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>Goes through readings of the past in the order of their reception, as one partition, at their pace or as fast as it goes.</summary>
internal sealed class ReplayRun(LiveRules rules, LiveOutlets outlets, LiveBoard board, LiveTally tally, LiveJobOptions options, TimeProvider time)
{
    private long _begun;
    private Instant _firstAt = new(long.MinValue);

    /// <param name="batches">Readings in the order of their reception, and messages that are none.</param>
    /// <param name="ct">Ends it early; then open ends stay open.</param>
    public async Task RunAsync(IAsyncEnumerable<ArraySegment<RawReading>> batches, CancellationToken ct)
    {
        using var runner = new PartitionRunner("landing", 0, rules, outlets, new PartitionCalls { Watch = board }, options.Options, time);
        tally.Add(runner.Figures);
        await runner.BeginAsync(ct).ConfigureAwait(false);
        _begun = time.GetTimestamp();
        try
        {
            await foreach (var batch in batches.WithCancellation(ct).ConfigureAwait(false))
            {
                for (var from = 0; from < batch.Count;)
                {
                    var to = options.Speed is { } speed ? await DueAsync(batch, from, speed, ct).ConfigureAwait(false) : batch.Count;
                    await runner.HandleAsync(batch[from..to], ct).ConfigureAwait(false);
                    from = to;
                }
            }

            runner.FinishInput();
        }
        finally
        {
            await runner.EndAsync(isLost: false).ConfigureAwait(false);
        }
    }

    // Waits for the next reading's time, and takes all that are due by then.
    private async Task<int> DueAsync(ArraySegment<RawReading> batch, int from, double speed, CancellationToken ct)
    {
        const int StepMilliseconds = 20;
        _firstAt = _firstAt.Microseconds == long.MinValue ? batch[from].ReceivedAt : _firstAt;
        while (true)
        {
            var now = _firstAt.Microseconds + (long)(time.GetElapsedTime(_begun).TotalMicroseconds * speed);
            var to = from;
            while (to < batch.Count && batch[to].ReceivedAt.Microseconds <= now)
            {
                to++;
            }

            if (to > from)
            {
                return to;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(StepMilliseconds), time, ct).ConfigureAwait(false);
        }
    }
}
