using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.Win32.SafeHandles;

namespace Waybill.Connectors.Files;

/// <summary>
/// Writes a growing file in large blocks on threads of its own, while the next ones fill: past the page cache (Linux's O_DIRECT) where the
/// system can. What a world writes is forced to the disk anyway and read much later if at all; to copy it into fresh pages of memory first took
/// up to a third of the time. Not for use by several threads.
/// </summary>
/// <param name="handle">The file, empty.</param>
internal sealed partial class BlockWriter(SafeFileHandle handle) : IDisposable
{
    /// <summary>A file that stays smaller is written at once, through the page cache.</summary>
    private const int BlockBytes = 1 << 20;

    /// <summary>A cell's rows come at once: whoever brings them waits for the disk only beyond that.</summary>
    private const int MostOnTheirWay = 4;

    /// <summary>Addresses, lengths and places of direct writes are multiples of this; no disk has larger sectors.</summary>
    private const int Alignment = 4096;

    private const int GetFlags = 3; // F_GETFL
    private const int SetFlags = 4; // F_SETFL

    private static readonly DiskThreads Threads = new();

    private static readonly ConcurrentBag<Memory<byte>> Free = [];

    private static readonly int DirectFlag = !OperatingSystem.IsLinux() ? 0 : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 or Architecture.X86 => 0x4000,
        Architecture.Arm64 or Architecture.Arm => 0x10000,
        _ => 0,
    };

    private readonly Queue<(Task Writing, Memory<byte> Block)> _onTheirWay = new();
    private volatile bool _isDirect;
    private Memory<byte> _block;
    private long _offset;
    private int _filled;

    /// <summary>Whether blocks go past the page cache; known from the first one on.</summary>
    public bool IsDirect => _isDirect;

    public long Length => _offset + _filled;

    /// <exception cref="IOException">These bytes or earlier ones cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            _block = _block.IsEmpty ? Take() : _block;
            var length = Math.Min(bytes.Length, BlockBytes - _filled);
            Copy(bytes[..length], _block.Span[_filled..]);
            bytes = bytes[length..];
            _filled += length;
            if (_filled == BlockBytes)
            {
                Send();
            }
        }
    }

    /// <summary>Waits until all that was appended can be read from the file; from then on it is written through the page cache.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Settle()
    {
        while (_onTheirWay.Count > 0)
        {
            AwaitFirst();
        }

        LeaveDirect();
        RandomAccess.Write(handle, _block.Span[.._filled], _offset);
        _offset += _filled;
        _filled = 0;
    }

    /// <summary>Takes away all behind a place.</summary>
    /// <exception cref="IOException">Something before cannot be written.</exception>
    public void Cut(long length)
    {
        Settle();
        RandomAccess.SetLength(handle, length);
        _offset = length;
    }

    public void Dispose()
    {
        // Whether a block that is still being written gets there no longer matters to anybody.
        while (_onTheirWay.TryDequeue(out var sent))
        {
            ((IAsyncResult)sent.Writing).AsyncWaitHandle.WaitOne();
            Free.Add(sent.Block);
        }

        if (!_block.IsEmpty)
        {
            Free.Add(_block);
            _block = default;
        }
    }

    // Past the caches as well: nobody reads a block again before the disk does, and what is being made is to stay there.
    private static unsafe void Copy(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var at = 0;
        fixed (byte* from = source, to = target)
        {
            at = (int)(-(nint)to & (Vector256<byte>.Count - 1));
            if (at + (4 * Vector256<byte>.Count) > source.Length)
            {
                source.CopyTo(target);
                return;
            }

            source[..at].CopyTo(target);
            for (; at + (2 * Vector256<byte>.Count) <= source.Length; at += 2 * Vector256<byte>.Count)
            {
                var first = Vector256.Load(from + at);
                var second = Vector256.Load(from + at + Vector256<byte>.Count);
                first.StoreAlignedNonTemporal(to + at);
                second.StoreAlignedNonTemporal(to + at + Vector256<byte>.Count);
            }
        }

        source[at..].CopyTo(target[at..]);
    }

    private void Send()
    {
        if (_offset == 0)
        {
            _isDirect = DirectFlag != 0 && SetDirect(DirectFlag);
        }

        if (_onTheirWay.Count == MostOnTheirWay)
        {
            AwaitFirst();
        }

        Interlocked.MemoryBarrier(); // such stores are in no order by themselves
        var (block, offset) = (_block, _offset);
        _onTheirWay.Enqueue((Threads.StartAsync(() => Write(block.Span, offset), CancellationToken.None), block));
        _block = default;
        _offset += BlockBytes;
        _filled = 0;
    }

    private void AwaitFirst()
    {
        _onTheirWay.Peek().Writing.GetAwaiter().GetResult();
        Free.Add(_onTheirWay.Dequeue().Block);
    }

    private void Write(ReadOnlySpan<byte> block, long offset)
    {
        var wasDirect = IsDirect;
        try
        {
            RandomAccess.Write(handle, block, offset);
        }
        catch (IOException) when (wasDirect)
        {
            // Not every file system that takes the flag can do it; and of a full disk only the usual way says so.
            LeaveDirect();
            RandomAccess.Write(handle, block, offset);
        }
    }

    private void LeaveDirect()
    {
        if (IsDirect)
        {
            // In this order: whoever sees that it is off and fails has no other way left.
            SetDirect(0);
            _isDirect = false;
        }
    }

    private bool SetDirect(int flag)
    {
        var flags = Control(handle, GetFlags, 0);
        return flags >= 0 && Control(handle, SetFlags, (flags & ~DirectFlag) | flag) == 0;
    }

    private static Memory<byte> Take()
    {
        if (Free.TryTake(out var block))
        {
            return block;
        }

        var bytes = GC.AllocateUninitializedArray<byte>(BlockBytes + Alignment, pinned: true);
        var before = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0) % Alignment);
        return bytes.AsMemory(before == 0 ? 0 : Alignment - before, BlockBytes);
    }

    // fcntl(2) is variadic, which Linux's calling conventions do not tell from this.
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, nint argument);
}
