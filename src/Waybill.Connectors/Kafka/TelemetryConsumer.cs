using System.Collections.Frozen;
using System.Diagnostics;
using Waybill.Connectors.Kafka.Native;
using Waybill.Events;

namespace Waybill.Connectors.Kafka;

/// <summary>
/// A member of a consumer group. Messages go, in batches of a partition, to an <see cref="IPartitionWork"/>, which says where to begin, and
/// tells by <see cref="Commit"/> how far it is. A partition whose work is behind is not fetched; the others go on. Brokers that are away are
/// waited for. Nothing is skipped silently: an offset that the brokers no longer have is an error.
/// </summary>
public sealed class TelemetryConsumer : IAsyncDisposable
{
    private const int IdleMilliseconds = 100;
    private const int HoldingMilliseconds = 5;

    // Offsets are committed in the background and when a partition is given up, but only those that the work has told. A broker that is
    // silent for ten seconds is asked again by another connection: a minute, as librdkafka has it, is long when alerts wait.
    private static readonly FrozenDictionary<string, string> Defaults = new Dictionary<string, string>
    {
        ["enable.auto.commit"] = "true",
        ["auto.commit.interval.ms"] = "1000",
        ["enable.auto.offset.store"] = "false",
        ["auto.offset.reset"] = "error",
        ["partition.assignment.strategy"] = "cooperative-sticky",
        ["allow.auto.create.topics"] = "false",
        ["fetch.wait.max.ms"] = "50",
        ["socket.timeout.ms"] = "10000",
        ["queued.min.messages"] = "200000",
        ["queued.max.messages.kbytes"] = "131072",
        ["check.crcs"] = "true",
    }.ToFrozenDictionary();

    private readonly KafkaClient _client;
    private readonly GroupMember _member;
    private readonly ConsumerOptions _options;
    private Task? _running;

    private TelemetryConsumer(KafkaClient client, GroupMember member, ConsumerOptions options)
    {
        _client = client;
        _member = member;
        _options = options;
    }

    /// <summary>Connects, and asks whether the topic is there. The group is joined by <see cref="RunAsync"/>.</summary>
    /// <param name="settings">Brokers, topic, group and properties.</param>
    /// <param name="options">Sizes and waits.</param>
    /// <param name="work">What is done with the messages.</param>
    /// <param name="trouble">Is told, on any thread, what goes wrong while the consumer goes on by itself; must not throw.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="WaybillException">
    /// ServiceUnreachable: no broker answers. Usage: unknown topic, refused credentials, TLS, a property that is none, librdkafka is missing.
    /// </exception>
    public static async Task<TelemetryConsumer> ConnectAsync(
        KafkaSettings settings, ConsumerOptions options, IPartitionWork work, Action<WaybillException>? trouble, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(work);
        var member = new GroupMember(settings, options, work);
        var client = KafkaClient.Consumer(settings, Defaults.Append(new("group.id", settings.Group)).ToFrozenDictionary(), Rebalanced(member), trouble);
        try
        {
            await Task.Run(client.RequireTopic, cancellation).ConfigureAwait(false);
            return new TelemetryConsumer(client, member, options);
        }
        catch
        {
            await Task.Run(client.Dispose, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Works until it is cancelled: then the batches in hand are finished, the offsets committed and the group left. To be called once.
    /// </summary>
    /// <exception cref="WaybillException">What the work threw; an offset that is no longer there; rights that are missing.</exception>
    public Task RunAsync(CancellationToken cancellation) => _running = Task.Factory.StartNew(
        () => Run(cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Tells the group that everything before an offset of a partition is done; committed in the background and at the end.</summary>
    /// <returns>False when the partition is not this member's.</returns>
    public unsafe bool Commit(int partition, long nextOffset)
    {
        var list = LibRdKafka.PartitionListNew(1);
        LibRdKafka.PartitionListAdd(list, _client.Settings.Topic, partition)->Offset = nextOffset;
        var code = LibRdKafka.StoreOffsets(_client.Handle, list);
        LibRdKafka.PartitionListDestroy(list);
        return code == KafkaCode.None;
    }

    /// <summary>The partitions of this member, in order, and how far behind they are. From any thread.</summary>
    public IReadOnlyList<PartitionLag> Lags() => [.. _member.Lanes().Select(lane =>
    {
        var known = LibRdKafka.Watermarks(_client.Handle, lane.Topic, lane.Partition, out _, out var end) == KafkaCode.None && end >= 0;
        var next = Math.Max(0, lane.Handled);
        return new PartitionLag(lane.Partition, next, known ? Math.Max(end, next) : next);
    })];

    /// <summary>Ends the client. <see cref="RunAsync"/> must have been cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.Run(_client.Dispose).ConfigureAwait(false);
    }

    private static unsafe KafkaClient.RebalanceHandler Rebalanced(GroupMember member) => member.Rebalance;

    private unsafe void Run(CancellationToken cancellation)
    {
        _member.Stopping = cancellation;
        _ = LibRdKafka.PollSetConsumer(_client.Handle);
        using var messages = new PolledMessages(_client.Handle, _options.MaxMessages);
        try
        {
            Subscribe();
            while (!cancellation.IsCancellationRequested)
            {
                Round(messages);
            }
        }
        finally
        {
            messages.Clear();
            Leave();
            _ = LibRdKafka.ConsumerClose(_client.Handle);
            _member.EndAll();
        }

        _member.ThrowIfFaulted();
    }

    private unsafe void Subscribe()
    {
        var topics = LibRdKafka.PartitionListNew(1);
        const int Unassigned = -1;
        _ = LibRdKafka.PartitionListAdd(topics, _client.Settings.Topic, Unassigned);
        var code = LibRdKafka.Subscribe(_client.Handle, topics);
        LibRdKafka.PartitionListDestroy(topics);
        if (code != KafkaCode.None)
        {
            throw KafkaErrors.Explain(code, null, _client.Settings);
        }
    }

    /// <summary>
    /// Gives the partitions up, which waits for the work in hand and commits, and tells the group. Closing alone does not tell it
    /// (librdkafka 2.0.2), and the others would wait for the end of the session.
    /// </summary>
    private unsafe void Leave()
    {
        const int RoundMilliseconds = 50;
        const int FarewellRounds = 2;
        var started = Stopwatch.GetTimestamp();
        _ = LibRdKafka.Unsubscribe(_client.Handle);
        for (var farewell = 0; farewell < FarewellRounds && Stopwatch.GetElapsedTime(started) < _options.RevocationPatience * 2;)
        {
            farewell += _member.Lanes().Length == 0 ? 1 : 0;
            var message = LibRdKafka.ConsumerPoll(_client.Handle, RoundMilliseconds);
            if (message is not null)
            {
                LibRdKafka.MessageDestroy(message);
            }
        }
    }

    private void Round(PolledMessages messages)
    {
        var client = _client.Handle;
        _member.GoOn(client);
        var any = messages.Poll(_member, _member.IsHolding ? HoldingMilliseconds : IdleMilliseconds);
        _member.ThrowIfFaulted();
        _client.ThrowIfFatal();
        if (!any)
        {
            return;
        }

        try
        {
            messages.Errors(Report);
            messages.Deal(_member, (lane, batch) => _member.Hand(client, lane, batch));
        }
        finally
        {
            messages.Clear();
        }
    }

    private void Report(KafkaCode code, string text)
    {
        var error = KafkaErrors.Explain(code, text, _client.Settings);
        if (!error.IsRetryable)
        {
            throw error;
        }

        _client.Trouble?.Invoke(error);
    }
}
