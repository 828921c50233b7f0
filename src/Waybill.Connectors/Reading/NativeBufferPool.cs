using System.Runtime.InteropServices;

namespace Waybill.Connectors.Reading;

/// <summary>
/// Large buffers outside the managed heap, used again: touching fresh pages costs about as much as reading a file from
/// the page cache. Holds as many as were in use at the same time.
/// </summary>
internal sealed unsafe class NativeBufferPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<NativeBuffer> _free = [];
    private bool _isDisposed;

    /// <summary>A buffer of at least this many bytes.</summary>
    internal NativeBuffer Rent(long bytes)
    {
        lock (_lock)
        {
            for (var i = 0; i < _free.Count; i++)
            {
                if (_free[i].Length >= bytes)
                {
                    var found = _free[i];
                    _free.RemoveAt(i);
                    return found;
                }
            }
        }

        return new NativeBuffer((nint)NativeMemory.Alloc((nuint)bytes), bytes);
    }

    internal void Return(NativeBuffer buffer)
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _free.Add(buffer);
                return;
            }
        }

        NativeMemory.Free((void*)buffer.Start);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _free.ForEach(static b => NativeMemory.Free((void*)b.Start));
            _free.Clear();
        }
    }
}
