using System.Runtime.ExceptionServices;
using Waybill.Connectors.Kafka.Native;
using Waybill.Events;

namespace Waybill.Connectors.Kafka;

/// <summary>
/// The partitions that this member of the group has: takes them over, gives them up, and holds them back while their work is behind.
/// Partitions move one by one (cooperative-sticky) unless partition.assignment.strategy says otherwise: whoever keeps a partition works on
/// while others move, and keeps the state of its trucks. Everything here happens on the thread that polls.
/// </summary>
internal sealed unsafe class GroupMember(KafkaSettings settings, ConsumerOptions options, IPartitionWork work)
{
    private const int AnswerMilliseconds = 10_000;

    private readonly SortedDictionary<int, PartitionLane> _lanes = [];
    private readonly Lock _lock = new();
    private Exception? _fault;

    /// <summary>Ends the beginning of partitions that is under way.</summary>
    public CancellationToken Stopping { get; set; }

    /// <summary>How often partitions came or went.</summary>
    public int Rebalances { get; private set; }

    /// <summary>Whether a partition waits for room.</summary>
    public bool IsHolding { get; private set; }

    public PartitionLane? Lane(int partition) => _lanes.GetValueOrDefault(partition);

    /// <summary>A copy, for any thread.</summary>
    public PartitionLane[] Lanes()
    {
        lock (_lock)
        {
            return [.. _lanes.Values];
        }
    }

    /// <summary>Throws what went wrong in a rebalance or in the work on a partition.</summary>
    public void ThrowIfFaulted()
    {
        foreach (var lane in _lanes.Values)
        {
            _fault ??= lane.Fault;
        }

        if (_fault is not null && !(_fault is OperationCanceledException && Stopping.IsCancellationRequested))
        {
            ExceptionDispatchInfo.Throw(_fault);
        }
    }

    /// <summary>What librdkafka calls when partitions come or go. It waits for an answer, and so for the work in hand.</summary>
    public void Rebalance(nint client, KafkaCode code, NativePartitionList* partitions)
    {
        Rebalances++;
        var isCooperative = KafkaClient.Text(LibRdKafka.RebalanceProtocol(client)) == "COOPERATIVE";
        if (code == KafkaCode.AssignPartitions)
        {
            Guard(() => Begin(client, partitions));
            Answer(isCooperative ? LibRdKafka.IncrementalAssign(client, partitions) : Plain(LibRdKafka.Assign(client, partitions)));
        }
        else
        {
            var isLost = LibRdKafka.AssignmentLost(client) != 0;
            Guard(() => End(partitions, isLost));
            Answer(isCooperative ? LibRdKafka.IncrementalUnassign(client, partitions) : Plain(LibRdKafka.Assign(client, null)));
        }
    }

    /// <summary>Ends all work; for a client that cannot give its partitions up any more.</summary>
    public void EndAll()
    {
        var lanes = Lanes();
        lock (_lock)
        {
            _lanes.Clear();
        }

        Guard(() => Wait(Task.WhenAll(lanes.Select(lane => lane.StopAsync(isLost: true, options.RevocationPatience)))));
    }

    /// <summary>Hands a batch to its lane. A partition whose work is behind is not fetched any more; what was fetched waits in the lane.</summary>
    public void Hand(nint client, PartitionLane lane, ReadingBatch batch)
    {
        lane.Hand(batch);
        if (lane.IsFull && !lane.IsHeld)
        {
            lane.IsHeld = IsHolding = true;
            WithPartition(lane, list => LibRdKafka.Pause(client, list));
        }
    }

    /// <summary>Goes on with partitions that have room again: the client fetches them from behind what it delivered.</summary>
    public void GoOn(nint client)
    {
        if (!IsHolding)
        {
            return;
        }

        foreach (var lane in _lanes.Values.Where(l => l.IsHeld && l.HasRoom))
        {
            lane.IsHeld = false;
            WithPartition(lane, list => LibRdKafka.Resume(client, list));
        }

        IsHolding = _lanes.Values.Any(l => l.IsHeld);
    }

    private static nint Plain(KafkaCode code) => code == KafkaCode.None
        ? 0
        : throw new WaybillException(WaybillErrorKind.ServiceUnreachable, $"Kafka's client cannot take its partitions: {KafkaErrors.TextOf(code)}");

    // librdkafka calls back synchronously, on a thread that exists for nothing else.
    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private void Answer(nint error)
    {
        if (error != 0)
        {
            var text = KafkaClient.Text(LibRdKafka.ErrorString(error));
            var code = LibRdKafka.ErrorCode(error);
            LibRdKafka.ErrorDestroy(error);
            _fault ??= KafkaErrors.Explain(code, text, settings);
        }
    }

    // No exception may pass through native code.
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            _fault ??= e;
        }
    }

    private void Begin(nint client, NativePartitionList* partitions)
    {
        var starts = new Task<StartAt>[partitions->Count];
        for (var i = 0; i < starts.Length; i++)
        {
            var partition = partitions->Items[i].Partition;
            starts[i] = Task.Run(() => work.BeginAsync(settings.Topic, partition, Stopping));
        }

        Wait(Task.WhenAll(starts));
        Locate(client, partitions, [.. starts.Select(s => s.Result.Offset)]);
        lock (_lock)
        {
            for (var i = 0; i < starts.Length; i++)
            {
                ref var item = ref partitions->Items[i];
                _lanes[item.Partition] = new PartitionLane(settings.Topic, item.Partition, item.Offset, options.QueuedBytes, work);
            }
        }
    }

    /// <summary>Writes the offsets into the list; those that the group committed are asked for.</summary>
    private void Locate(nint client, NativePartitionList* partitions, long[] starts)
    {
        if (starts.Contains(LibRdKafka.OffsetInvalid))
        {
            var code = LibRdKafka.Committed(client, partitions, AnswerMilliseconds);
            if (code != KafkaCode.None)
            {
                throw KafkaErrors.Explain(code, null, settings);
            }
        }

        for (var i = 0; i < starts.Length; i++)
        {
            ref var item = ref partitions->Items[i];
            if (starts[i] != LibRdKafka.OffsetInvalid)
            {
                item.Offset = starts[i];
            }
            else if (item.Offset < 0)
            {
                item.Offset = LibRdKafka.OffsetBeginning;
            }
        }
    }

    private void End(NativePartitionList* partitions, bool isLost)
    {
        var leaving = new List<PartitionLane>();
        lock (_lock)
        {
            for (var i = 0; i < partitions->Count; i++)
            {
                if (_lanes.Remove(partitions->Items[i].Partition, out var lane))
                {
                    leaving.Add(lane);
                }
            }
        }

        Wait(Task.WhenAll(leaving.Select(lane => lane.StopAsync(isLost, options.RevocationPatience))));
        _fault ??= leaving.Select(lane => lane.Fault).FirstOrDefault(f => f is not null);
    }

    private void WithPartition(PartitionLane lane, PartitionCall call)
    {
        var list = LibRdKafka.PartitionListNew(1);
        _ = LibRdKafka.PartitionListAdd(list, lane.Topic, lane.Partition);
        var code = call(list);
        LibRdKafka.PartitionListDestroy(list);
        if (code != KafkaCode.None)
        {
            _fault ??= KafkaErrors.Explain(code, null, settings);
        }
    }

    private delegate KafkaCode PartitionCall(NativePartitionList* list);
}
