using Npgsql;
using Waybill.DuckDb;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Sends the result of a query to a table of the server by binary COPY.</summary>
internal sealed class BinaryCopy(LoadSession session, DuckDbConnection lake)
{
    // Large enough that a write costs little beside its bytes; a chunk of hostile texts must not be kept whole.
    private const int FlushBytes = 1 << 18;

    // Signature, flags, length of the header's extension (PostgreSQL's documentation of COPY, "Binary Format").
    private static readonly byte[] Header =
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Copies all rows.</summary>
    /// <param name="table">Quoted name of the table.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="columns">Columns of the rows and of the table.</param>
    /// <param name="rowsSql">Relation with those columns.</param>
    /// <param name="isNew">The table was made in this transaction: its rows need no visibility information of their own.</param>
    /// <param name="advance">Told of the rows sent since it was last called.</param>
    /// <param name="ct">Ends the copy; the server keeps nothing of it.</param>
    /// <returns>Rows sent, and what was changed about them.</returns>
    public async Task<CopiedRows> RunAsync(
        string table, string name, IReadOnlyList<LoadColumn> columns, string rowsSql, bool isNew, Action<long> advance, CancellationToken ct)
    {
        var encoder = new RowEncoder(name, columns);
        using var result = lake.Query($"select {string.Join(", ", columns.Select(c => c.Select))} from {rowsSql}", ct);
        var options = isNew ? "format binary, freeze" : "format binary";
        var stream = await session.Connection.BeginRawBinaryCopyAsync(
            $"copy {table} ({string.Join(", ", columns.Select(c => c.Quoted))}) from stdin ({options})", ct).ConfigureAwait(false);
        try
        {
            var rows = await SendAsync(stream, result, encoder, advance, ct).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
            return new CopiedRows(rows, [.. encoder.Cleaned.Select(c => new LoadNote(name,
                $"{c.Column}: {c.Values} texts held NUL, which PostgreSQL cannot store; each stands there as U+FFFD."))]);
        }
        catch
        {
            await AbandonAsync(stream).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<long> SendAsync(
        NpgsqlRawCopyStream stream, DuckDbResult result, RowEncoder encoder, Action<long> advance, CancellationToken ct)
    {
        var buffer = encoder.Buffer;
        buffer.Bytes(Header);
        var sent = 0L;
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                encoder.Row(chunk, row);
                if (buffer.Length >= FlushBytes)
                {
                    await stream.WriteAsync(buffer.Written, ct).ConfigureAwait(false);
                    buffer.Clear();
                }
            }

            sent += chunk.Rows;
            advance(chunk.Rows);
        }

        const short EndOfRows = -1;
        buffer.Int16(EndOfRows);
        await stream.WriteAsync(buffer.Written, ct).ConfigureAwait(false);
        await stream.FlushAsync(ct).ConfigureAwait(false);
        return sent;
    }

    // Closing the stream would complete the copy; the error that ended it is the one to report.
    private static async Task AbandonAsync(NpgsqlRawCopyStream stream)
    {
        try
        {
            await stream.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.Covers(e) || e is ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection or the copy is gone already.
        }
    }
}
