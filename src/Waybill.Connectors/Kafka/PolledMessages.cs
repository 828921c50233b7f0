using System.Runtime.InteropServices;
using Waybill.Connectors.Kafka.Native;
using Waybill.Events.Live;
using Waybill.Events.Values;

namespace Waybill.Connectors.Kafka;

/// <summary>
/// What one round of polling brought, sorted by partition and copied out of librdkafka's memory. Messages of a partition that is not (or no
/// longer) ours, or that came before, are left out.
/// </summary>
internal sealed unsafe class PolledMessages : IDisposable
{
    /// <summary>A batch of a partition begins anew beyond this, so that a flood of long messages is not held whole.</summary>
    private const int MaxBatchBytes = 32 << 20;

    private readonly nint _client;
    private readonly int _capacity;
    private readonly NativeMessage** _messages;
    private readonly List<Share> _shares = [];
    private int _count;

    public PolledMessages(nint client, int capacity)
    {
        _client = client;
        _capacity = capacity;
        _messages = (NativeMessage**)NativeMemory.Alloc((nuint)capacity, (nuint)sizeof(NativeMessage*));
    }

    /// <summary>
    /// Waits for a first message and takes what else is there. Rebalances happen in here, and end it: so what is in hand of a partition was
    /// never fetched before the partition went away and came back. One message a call: librdkafka before 2.1 throws messages of other
    /// partitions away when one comes or goes while it fills a batch.
    /// </summary>
    /// <param name="member">Knows of rebalances.</param>
    /// <param name="waitMilliseconds">For the first.</param>
    /// <returns>False when none came.</returns>
    public bool Poll(GroupMember member, int waitMilliseconds)
    {
        var message = LibRdKafka.ConsumerPoll(_client, waitMilliseconds);
        var before = member.Rebalances;
        while (message is not null)
        {
            _messages[_count++] = message;
            message = _count < _capacity && member.Rebalances == before ? LibRdKafka.ConsumerPoll(_client, 0) : null;
        }

        return _count > 0;
    }

    /// <summary>Reports what is no message.</summary>
    public void Errors(Action<KafkaCode, string> report)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_messages[i]->Error is var code and not (KafkaCode.None or KafkaCode.PartitionEnd))
            {
                report(code, Marshal.PtrToStringUTF8((nint)_messages[i]->Payload, (int)_messages[i]->Length));
            }
        }
    }

    /// <summary>Hands the messages to their lanes.</summary>
    /// <param name="member">Knows the lanes.</param>
    /// <param name="take">Takes the batches.</param>
    public void Deal(GroupMember member, Action<PartitionLane, ReadingBatch> take)
    {
        var from = 0;
        while (from < _count)
        {
            var to = Measure(member, from);
            foreach (var share in _shares)
            {
                share.Batch = new ReadingBatch(share.Lane.Topic, share.Lane.Partition, share.Messages, share.Bytes);
            }

            Copy(from, to);
            foreach (var share in _shares)
            {
                take(share.Lane, share.Batch!); // given above
            }

            from = to;
        }
    }

    /// <summary>Gives the messages back to librdkafka.</summary>
    public void Clear()
    {
        for (var i = 0; i < _count; i++)
        {
            LibRdKafka.MessageDestroy(_messages[i]);
        }

        _count = 0;
    }

    public void Dispose()
    {
        Clear();
        NativeMemory.Free(_messages);
    }

    /// <summary>Counts messages and bytes of each lane, up to the size of a batch; messages that are left out are marked.</summary>
    /// <returns>Index behind the last message counted.</returns>
    private int Measure(GroupMember member, int from)
    {
        _shares.Clear();
        Share? share = null;
        long total = 0;
        for (var i = from; i < _count; i++)
        {
            var message = _messages[i];
            if (message->Error != KafkaCode.None)
            {
                continue;
            }

            if (share?.Lane.Partition != message->Partition)
            {
                share = ShareOf(member, message->Partition);
            }

            if (share is null || message->Offset < share.Next)
            {
                message->Error = KafkaCode.PurgedFromQueue;
                continue;
            }

            var bytes = (long)message->Length + (long)message->KeyLength;
            if (total > 0 && total + bytes > MaxBatchBytes)
            {
                return i;
            }

            total += bytes;
            share.Next = message->Offset + 1;
            share.Messages++;
            share.Bytes += (int)bytes;
        }

        return _count;
    }

    private Share? ShareOf(GroupMember member, int partition)
    {
        foreach (var share in _shares)
        {
            if (share.Lane.Partition == partition)
            {
                return share;
            }
        }

        if (member.Lane(partition) is not { } lane)
        {
            return null;
        }

        var added = new Share(lane);
        _shares.Add(added);
        return added;
    }

    private void Copy(int from, int to)
    {
        ReadingBatch? batch = null;
        for (var i = from; i < to; i++)
        {
            var message = _messages[i];
            if (message->Error != KafkaCode.None)
            {
                continue;
            }

            if (batch?.Partition != message->Partition)
            {
                batch = _shares.Find(s => s.Lane.Partition == message->Partition)!.Batch!; // measured before
            }

            var key = batch.Keep(new ReadOnlySpan<byte>(message->Key, (int)message->KeyLength));
            var value = batch.Keep(new ReadOnlySpan<byte>(message->Payload, (int)message->Length));
            batch.Add(new RawReading(batch.Topic, batch.Partition, message->Offset, ReceivedAt(message), value, key));
        }
    }

    // Messages of the first format (brokers before 0.10) have no time: -1, which no rule takes for a reception.
    private static Instant ReceivedAt(NativeMessage* message)
    {
        int kind;
        return new Instant(LibRdKafka.MessageTimestamp(message, &kind) * 1000);
    }

    private sealed class Share(PartitionLane lane)
    {
        public PartitionLane Lane { get; } = lane;

        public long Next { get; set; } = lane.Next;

        public int Messages { get; set; }

        public int Bytes { get; set; }

        public ReadingBatch? Batch { get; set; }
    }
}
