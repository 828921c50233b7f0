using Waybill.DuckDb.Handles;
using Waybill.DuckDb.Internals;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb;

/// <summary>
/// Appends whole chunks to a table: fill <see cref="Chunk"/>, then call <see cref="Append"/> with the number of rows.
/// Rows reach the table at <see cref="Flush"/>; an appender that is disposed without a flush drops what it still holds.
/// </summary>
public sealed unsafe class DuckDbAppender : IDisposable
{
    private readonly AppenderHandle _appender;
    private readonly DataChunkHandle _chunk;

    internal DuckDbAppender(ConnectionHandle connection, string? schema, string table)
    {
        var state = NativeMethods.AppenderCreate(connection, schema, table, out _appender);
        ThrowOnError(state);
        var types = new LogicalTypeHandle[NativeMethods.AppenderColumnCount(_appender)];
        var natives = stackalloc nint[types.Length];
        try
        {
            for (var i = 0; i < types.Length; i++)
            {
                types[i] = NativeMethods.AppenderColumnType(_appender, (ulong)i);
                natives[i] = types[i].DangerousGetHandle();
            }

            _chunk = NativeMethods.CreateDataChunk(natives, (ulong)types.Length);
            Chunk = new ChunkWriter(types.Select((t, i) => new DuckDbColumn($"column {i}", TypeMapper.FromNative(t))));
            Chunk.Attach(_chunk.DangerousGetHandle());
        }
        finally
        {
            foreach (var type in types)
            {
                type?.Dispose();
            }
        }
    }

    /// <summary>The chunk to fill; its columns are the table's, in table order.</summary>
    public ChunkWriter Chunk { get; }

    /// <summary>
    /// Takes rows 0 … <paramref name="rows"/>-1 of the chunk and empties it. Pinned memory is free afterwards.
    /// </summary>
    public void Append(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Chunk.Capacity);
        var chunk = _chunk.DangerousGetHandle();
        NativeMethods.DataChunkSetSize(chunk, (ulong)rows);
        ThrowOnError(NativeMethods.AppendDataChunk(_appender, chunk));
        NativeMethods.DataChunkReset(chunk);
        Chunk.Attach(chunk);
    }

    /// <summary>Writes what was appended to the table, in the connection's transaction.</summary>
    public void Flush() => ThrowOnError(NativeMethods.AppenderFlush(_appender));

    public void Dispose()
    {
        if (!_appender.IsClosed)
        {
            NativeMethods.AppenderClear(_appender);
        }

        _chunk.Dispose();
        _appender.Dispose();
    }

    private void ThrowOnError(NativeState state)
    {
        if (state == NativeState.Success)
        {
            return;
        }

        using var error = NativeMethods.AppenderErrorData(_appender);
        var message = NativeText.Borrowed(NativeMethods.ErrorDataMessage(error));
        throw ErrorParser.Parse(message.Length == 0 ? "The appender failed" : message, null);
    }
}
