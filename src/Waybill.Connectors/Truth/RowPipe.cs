namespace Waybill.Connectors.Truth;

/// <summary>
/// Rows on their way from the thread that has them to the thread that writes them, in batches of a chunk's size. A few
/// batches wait at most; a writer that is slower holds the other one back. Either end can fail and tells the other.
/// </summary>
internal sealed class RowPipe<TRow>(int batchRows)
    where TRow : struct
{
    private const int Batches = 8;

    private readonly TRow[][] _batches = [.. Enumerable.Range(0, Batches).Select(_ => new TRow[batchRows])];
    private readonly int[] _counts = new int[Batches];
    private readonly object _gate = new();
    private long _written;
    private long _read;
    private int _filled;
    private bool _isComplete;
    private Exception? _failure;

    public void Write(in TRow row)
    {
        if (_filled == 0)
        {
            WaitForRoom();
        }

        _batches[_written % Batches][_filled++] = row;
        if (_filled == batchRows)
        {
            PassOn();
        }
    }

    /// <summary>No more rows will come.</summary>
    public void Complete()
    {
        if (_filled > 0)
        {
            PassOn();
        }

        lock (_gate)
        {
            _isComplete = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends both ends with this error; the first one counts.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next batch, empty at the end; it stays as it is until <see cref="Release"/>.</summary>
    public ReadOnlySpan<TRow> Read()
    {
        lock (_gate)
        {
            while (_read == _written && !_isComplete && _failure is null)
            {
                Monitor.Wait(_gate);
            }

            ThrowIfFailed();
            return _read == _written ? [] : _batches[_read % Batches].AsSpan(0, _counts[_read % Batches]);
        }
    }

    /// <summary>Gives the batch back that was read.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _read++;
            Monitor.PulseAll(_gate);
        }
    }

    private void WaitForRoom()
    {
        lock (_gate)
        {
            while (_written - _read == Batches && _failure is null)
            {
                Monitor.Wait(_gate);
            }

            ThrowIfFailed();
        }
    }

    private void PassOn()
    {
        lock (_gate)
        {
            _counts[_written % Batches] = _filled;
            _written++;
            _filled = 0;
            Monitor.PulseAll(_gate);
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw new InvalidOperationException("The other end of the rows' way has failed.", _failure);
        }
    }
}
