using System.Collections.Concurrent;
using Waybill.Connectors.Kafka;
using Waybill.Events;
using Waybill.Events.Live;

namespace Waybill.Connectors.Files;

/// <summary>
/// Keeps readings as files of <c>landing/telemetry</c>, the door into bronze: <c>yyyy-MM-dd/telemetry_yyyyMMdd_HHmmss_p&lt;partition&gt;_&lt;first offset&gt;.jsonl</c>.
/// A message that has landed is left out when it comes again. Partitions may be kept side by side.
/// </summary>
public sealed class LandingArchive : IReadingArchive
{
    private readonly string _root;
    private readonly LandingLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<(string, int), Entry> _partitions = new();

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="limits">When a file is whole.</param>
    /// <param name="clock">Tells a file's age.</param>
    public LandingArchive(string root, LandingLimits limits, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(clock);
        (_root, _limits, _clock) = (root, limits, clock);
    }

    public Task KeepAsync(IReadOnlyList<RawReading> messages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0)
        {
            return Task.CompletedTask;
        }

        var (topic, partition) = (messages[0].Topic, messages[0].Partition);
        if (!KafkaSettings.IsTopicName(topic))
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"'{topic}' cannot be the name of a topic.", "Use letters, digits, dots, underscores and hyphens.");
        }

        var entry = EntryOf(topic, partition);
        return DiskThreads.RunAsync(() => entry.Use(p => p.Keep(messages)), cancellation);
    }

    /// <summary>
    /// Takes over what a program that was ended left of a partition, so that it lands though no further message comes. What another program still
    /// holds stays its own.
    /// </summary>
    public Task TakeOverAsync(string topic, int partition, CancellationToken cancellation) =>
        DiskThreads.RunAsync(() => EntryOf(topic, partition).UseIfFree(_ => { }), cancellation);

    /// <summary>Gives files that are old enough their names; to be called now and then, so that a partition that falls silent lands.</summary>
    public Task PublishDueAsync(CancellationToken cancellation) => DiskThreads.RunAsync(() =>
    {
        foreach (var (_, entry) in _partitions.ToArray().OrderBy(p => p.Key)) // Partitions come and go meanwhile.
        {
            entry.UseIfFree(p => p.PublishIfDue());
        }
    }, cancellation);

    /// <summary>Lands what there is of a partition and lets go of it, so that another program can go on with it.</summary>
    public Task ReleaseAsync(string topic, int partition) => DiskThreads.RunAsync(() =>
    {
        if (_partitions.TryRemove((topic, partition), out var entry))
        {
            entry.Release();
        }
    }, CancellationToken.None);

    /// <summary>Gives all files their names.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (topic, partition) in _partitions.Keys.Order())
        {
            await ReleaseAsync(topic, partition).ConfigureAwait(false);
        }
    }

    private Entry EntryOf(string topic, int partition) =>
        _partitions.GetOrAdd((topic, partition), _ => new Entry(() => new LandingPartition(_root, topic, partition, _limits, _clock)));

    /// <summary>A partition, one call at a time. After an error it is opened again from what is on the disk.</summary>
    private sealed class Entry(Func<LandingPartition> open)
    {
        private readonly Lock _lock = new();
        private LandingPartition? _partition;
        private bool _isReleased;

        public void Use(Action<LandingPartition> action)
        {
            lock (_lock)
            {
                try
                {
                    action(_partition ??= open());
                }
                catch
                {
                    _partition?.Dispose();
                    _partition = null;
                    throw;
                }
            }
        }

        /// <summary>Nothing while another program has the hidden file, and once it is released: then another may have it.</summary>
        public void UseIfFree(Action<LandingPartition> action)
        {
            lock (_lock)
            {
                try
                {
                    if (!_isReleased)
                    {
                        Use(action);
                    }
                }
                catch (WaybillException e) when (e.Kind == WaybillErrorKind.Busy)
                {
                    // It is asked again with the next message, or when files are due.
                }
            }
        }

        public void Release()
        {
            lock (_lock)
            {
                UseIfFree(partition =>
                {
                    partition.Publish();
                    partition.Dispose();
                    _partition = null;
                });
                _isReleased = true;
            }
        }
    }
}
