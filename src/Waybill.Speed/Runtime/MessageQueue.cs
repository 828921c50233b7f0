using System.Buffers;
using Waybill.Events.Live;

namespace Waybill.Speed.Runtime;

/// <summary>Copies of messages that wait for the archive, in the order of their offsets, in blocks of pooled memory.</summary>
internal sealed class MessageQueue
{
    private const int BlockBytes = 1 << 20;
    private const int BlockMessages = 8_192;

    /// <summary>A list that was longer, after a backlog, is given back.</summary>
    private const int MostKept = 2_048;

    private readonly Queue<Block> _blocks = new();
    private readonly List<RawReading> _front = [];
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
        _front.Clear();
        foreach (Block block in _blocks)
        {
            if (_front.Count > 0 && _front.Count + block.Messages.Length > most)
            {
                break;
            }

            _front.AddRange(block.Messages);
            block.IsHandedOver = true;
        }

        _last = null; // What is handed over does not grow.
        return _front;
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

        _front.Clear();
        if (_front.Capacity > MostKept)
        {
            _front.Capacity = 0;
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
        private const int FirstMessages = 256;

        private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(size);
        private RawReading[] _messages = ArrayPool<RawReading>.Shared.Rent(FirstMessages);
        private int _count;

        public ReadOnlySpan<RawReading> Messages => _messages.AsSpan(0, _count);

        public int Length { get; private set; }

        public bool IsHandedOver { get; set; }

        public bool HasRoom(int length) => Length + length <= _bytes.Length && _count < BlockMessages;

        public void Add(in RawReading message)
        {
            if (_count == _messages.Length)
            {
                Grow();
            }

            _messages[_count++] = message with { Payload = Keep(message.Payload), Key = Keep(message.Key) };
        }

        public void Release()
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            ArrayPool<RawReading>.Shared.Return(_messages, clearArray: true);
        }

        private void Grow()
        {
            RawReading[] larger = ArrayPool<RawReading>.Shared.Rent(2 * _count);
            Messages.CopyTo(larger);
            ArrayPool<RawReading>.Shared.Return(_messages, clearArray: true);
            _messages = larger;
        }

        private ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> bytes)
        {
            Memory<byte> place = _bytes.AsMemory(Length, bytes.Length);
            bytes.CopyTo(place);
            Length += bytes.Length;
            return place;
        }
    }
}
