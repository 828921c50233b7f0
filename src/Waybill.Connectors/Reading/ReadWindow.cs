using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Waybill.Connectors.Hashing;

namespace Waybill.Connectors.Reading;

/// <summary>
/// A piece of a file that slides forward: bytes are taken from its front and read onto its end. Everything that is read
/// goes through the content hash once.
/// </summary>
internal sealed unsafe class ReadWindow(SafeFileHandle file, int readBytes, ContentHash? hash) : IDisposable
{
    private byte* _buffer;
    private int _capacity;
    private int _start;
    private int _end;
    private long _read;

    /// <summary>Offset in the file of the first byte at hand.</summary>
    internal long Offset => _read - Length;

    internal byte* Data => _buffer + _start;

    internal int Length => _end - _start;

    internal ReadOnlySpan<byte> Bytes => new(Data, Length);

    /// <summary>True when the file has no more bytes than those at hand.</summary>
    internal bool IsEnd { get; private set; }

    internal void Advance(int count) => _start += count;

    /// <summary>Reads on; false when the file has ended.</summary>
    internal bool More()
    {
        if (IsEnd)
        {
            return false;
        }

        MakeRoom();
        var count = RandomAccess.Read(file, new Span<byte>(_buffer + _end, readBytes), _read);
        hash?.Append(new ReadOnlySpan<byte>(_buffer + _end, count));
        _end += count;
        _read += count;
        IsEnd = count == 0;
        return count > 0;
    }

    /// <summary>Reads to the end of the file, for the hash alone.</summary>
    internal void Drain()
    {
        do
        {
            Advance(Length);
        }
        while (More());
    }

    public void Dispose()
    {
        NativeMemory.Free(_buffer);
        _buffer = null;
    }

    private void MakeRoom()
    {
        if (_end + readBytes <= _capacity)
        {
            return;
        }

        var length = Length;
        if (length + readBytes > _capacity)
        {
            _capacity = Math.Max(2 * readBytes, length + readBytes + (length / 2));
            var larger = (byte*)NativeMemory.Alloc((nuint)_capacity);
            new ReadOnlySpan<byte>(Data, length).CopyTo(new Span<byte>(larger, length));
            NativeMemory.Free(_buffer);
            _buffer = larger;
        }
        else
        {
            new ReadOnlySpan<byte>(Data, length).CopyTo(new Span<byte>(_buffer, length));
        }

        _start = 0;
        _end = length;
    }
}
