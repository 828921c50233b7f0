using System.Buffers;
using System.Runtime.CompilerServices;
using Waybill.Events.Live;

namespace Waybill.Connectors.Kafka;

/// <summary>Messages of one partition in the order of their offsets. Keys and payloads lie in memory that is used again after the work on them.</summary>
public sealed class ReadingBatch
{
    private readonly RawReading[] _messages;
    private readonly byte[] _bytes;
    private int _count;
    private int _length;

    internal ReadingBatch(string topic, int partition, int messages, int bytes)
    {
        Topic = topic;
        Partition = partition;
        _messages = ArrayPool<RawReading>.Shared.Rent(messages);
        _bytes = ArrayPool<byte>.Shared.Rent(bytes);
    }

    public string Topic { get; }

    public int Partition { get; }

    /// <summary>At least one.</summary>
    public ArraySegment<RawReading> Messages => new(_messages, 0, _count);

    /// <summary>The first offset behind the batch.</summary>
    public long NextOffset => _messages[_count - 1].Offset + 1;

    /// <summary>What it takes of memory, also when its messages are empty.</summary>
    internal int Bytes => _length + (_count * Unsafe.SizeOf<RawReading>());

    internal void Add(in RawReading message) => _messages[_count++] = message;

    internal ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        var place = _bytes.AsMemory(_length, bytes.Length);
        bytes.CopyTo(place.Span);
        _length += bytes.Length;
        return place;
    }

    internal void Release()
    {
        Array.Clear(_messages, 0, _count); // The pool would clear all of it, and there is nothing behind these.
        ArrayPool<RawReading>.Shared.Return(_messages);
        ArrayPool<byte>.Shared.Return(_bytes);
    }
}
