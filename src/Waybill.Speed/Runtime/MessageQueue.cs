using System.Buffers;
using Waybill.Events.Live;

namespace Waybill.Speed.Runtime;

/// <summary>Copies of messages that wait for the archive, in the order of their offsets, in blocks of pooled memory.</summary>
internal sealed class MessageQueue
{
    private const int BlockBytes = 1 << 20;
    private const int BlockMessages = 8_192;

    private readonly Queue<Block> _blocks = new();
    private Block? _last;

    /// <summary>Bytes of the messages that wait.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => _blocks.Count == 0;

    /// <summary>Only asked when there is one.</summary>
    public long FirstOffset => _blocks.Peek().Messages[0].Offset;

    public void Add(in RawReading message)
    {
        int length = message.Payload.Length + message.Key.Length;
        if (_last is null || !_last.HasRoom(length))
        {
            _last = new Block(Math.Max(BlockBytes, length));
            _blocks.Enqueue(_last);
        }

        _last.Add(message);
        Bytes += length;
    }

    /// <summary>The messages at the front, at most so many when a block is not more; they stay until <see cref="Drop"/>.</summary>
    public List<RawReading> Front(int most)
    {
        var front = new List<RawReading>();
        foreach (Block block in _blocks)
        {
            if (front.Count > 0 && front.Count + block.Messages.Count > most)
            {
                break;
            }

            front.AddRange(block.Messages);
            block.IsHandedOver = true;
        }

        _last = null; // What is handed over does not grow.
        return front;
    }

    /// <summary>Gives up what was handed over.</summary>
    public void Drop()
    {
        while (_blocks.TryPeek(out Block? block) && block.IsHandedOver)
        {
            _blocks.Dequeue();
            Bytes -= block.Length;
            block.Release();
        }
    }

    public void Clear()
    {
        foreach (Block block in _blocks)
        {
            block.Release();
        }

        _blocks.Clear();
        _last = null;
        Bytes = 0;
    }

    private sealed class Block(int size)
    {
        private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(size);

        public List<RawReading> Messages { get; } = [];

        public int Length { get; private set; }

        public bool IsHandedOver { get; set; }

        public bool HasRoom(int length) => Length + length <= _bytes.Length && Messages.Count < BlockMessages;

        public void Add(in RawReading message) =>
            Messages.Add(message with { Payload = Keep(message.Payload), Key = Keep(message.Key) });

        public void Release() => ArrayPool<byte>.Shared.Return(_bytes);

        private ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> bytes)
        {
            Memory<byte> place = _bytes.AsMemory(Length, bytes.Length);
            bytes.CopyTo(place);
            Length += bytes.Length;
            return place;
        }
    }
}
