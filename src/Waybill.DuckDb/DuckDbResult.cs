using System.Diagnostics.CodeAnalysis;
using Waybill.DuckDb.Handles;
using Waybill.DuckDb.Internals;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb;

/// <summary>
/// Rows of a query, fetched chunk by chunk while the query runs (one that is brief has run). One result is open on a connection at a time: running
/// another statement there ends this one. Dispose it before the memory behind pinned text goes away.
/// </summary>
public sealed unsafe class DuckDbResult : IDisposable
{
    private readonly ResultHandle _handle;
    private readonly string _sql;
    private readonly CancellationTokenRegistration _interrupt;
    private readonly CancellationToken _cancellation;
    private readonly ChunkReader _reader;
    private DataChunkHandle? _chunk;

    internal DuckDbResult(
        ResultHandle handle, string sql, CancellationTokenRegistration interrupt, CancellationToken cancellation)
    {
        _handle = handle;
        _sql = sql;
        _interrupt = interrupt;
        _cancellation = cancellation;
        RowsChanged = (long)NativeMethods.RowsChanged(handle.Pointer);
        Columns = ReadColumns(handle.Pointer);
        _reader = new ChunkReader(Columns);
    }

    public IReadOnlyList<DuckDbColumn> Columns { get; }

    /// <summary>Rows that an INSERT, UPDATE, DELETE or COPY changed; 0 for everything else.</summary>
    public long RowsChanged { get; }

    /// <summary>
    /// Fetches the next rows; false at the end. The same reader is handed out each time, pointed at the new rows.
    /// Throws <see cref="DuckDbException"/> when the query fails here and <see cref="OperationCanceledException"/>
    /// when the token that it was started with is cancelled.
    /// </summary>
    public bool NextChunk([NotNullWhen(true)] out ChunkReader? chunk)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        _chunk?.Dispose();
        _chunk = NativeMethods.FetchChunk(*_handle.Pointer);
        if (!_chunk.IsInvalid)
        {
            _reader.Attach(_chunk.DangerousGetHandle());
            chunk = _reader;
            return true;
        }

        var error = NativeMethods.ResultError(_handle.Pointer);
        if (error != 0)
        {
            throw StatementRunner.Failure(NativeText.Borrowed(error), _sql, _cancellation);
        }

        chunk = null;
        return false;
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _chunk?.Dispose();
        _handle.Dispose();
    }

    private static DuckDbColumn[] ReadColumns(NativeResult* result)
    {
        var columns = new DuckDbColumn[NativeMethods.ColumnCount(result)];
        for (var i = 0; i < columns.Length; i++)
        {
            using var type = NativeMethods.ColumnLogicalType(result, (ulong)i);
            var name = NativeText.Borrowed(NativeMethods.ColumnName(result, (ulong)i));
            columns[i] = new DuckDbColumn(name, TypeMapper.FromNative(type));
        }

        return columns;
    }
}
