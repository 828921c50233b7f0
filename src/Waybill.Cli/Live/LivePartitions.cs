using System.Collections.Concurrent;
using Waybill.Connectors.Files;
using Waybill.Connectors.Kafka;
using Waybill.Events;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>The work on the partitions that this member of the group has.</summary>
internal sealed class LivePartitions(
    LiveRules rules, LiveOutlets outlets, LandingArchive? landing, LiveBoard board, LiveTally tally, LagWatch lags, LiveOptions options, TimeProvider time)
    : IPartitionWork
{
    private readonly ConcurrentDictionary<int, PartitionRunner> _runners = new();

    /// <summary>Tells the group how far a partition is; set when the consumer is there.</summary>
    public Action<int, long> Commit { get; set; } = (_, _) => { };

    /// <summary>What ended the work; null while it goes on.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>The outlets that do not answer, each once, and why.</summary>
    public IReadOnlyList<(Outlet Outlet, WaybillException Trouble)> Away =>
        [.. _runners.Values.SelectMany(r => r.Away).DistinctBy(a => a.Outlet).OrderBy(a => a.Outlet)];

    public async Task<StartAt> BeginAsync(string topic, int partition, CancellationToken cancellation)
    {
        var calls = new PartitionCalls
        {
            Watch = board,
            Commit = next => Commit(partition, next),
            IsCaughtUp = () => lags.IsCaughtUp(partition),
            Fault = e => Fault ??= e,
        };
        var runner = new PartitionRunner(topic, partition, rules, outlets, calls, options, time);
        if (landing is not null)
        {
            await landing.TakeOverAsync(topic, partition, cancellation).ConfigureAwait(false);
        }

        var from = await runner.BeginAsync(cancellation).ConfigureAwait(false);
        tally.Add(runner.Figures);
        _runners[partition] = runner;
        return from is { } offset ? StartAt.At(offset) : StartAt.Beginning;
    }

    public Task HandleAsync(ReadingBatch batch, CancellationToken cancellation) => _runners[batch.Partition].HandleAsync(batch.Messages, cancellation);

    public async Task EndAsync(string topic, int partition, bool isLost)
    {
        if (_runners.TryRemove(partition, out var runner))
        {
            await runner.EndAsync(isLost).ConfigureAwait(false);
            runner.Dispose();
            if (landing is not null)
            {
                await landing.ReleaseAsync(topic, partition).ConfigureAwait(false);
            }
        }
    }
}
