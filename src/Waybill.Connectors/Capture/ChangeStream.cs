using Npgsql.Replication;
using Npgsql.Replication.Internal;
using Npgsql.Replication.PgOutput;
using NpgsqlTypes;

namespace Waybill.Connectors.Capture;

/// <summary>
/// The messages of a slot as bytes. Npgsql answers the server's keep-alives and reports what was confirmed; the decoding of values is left
/// to us, because an object per value costs more than everything else together.
/// </summary>
internal sealed class ChangeStream : IAsyncDisposable
{
    private const int FirstBuffer = 64 << 10;

    private readonly LogicalReplicationConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<XLogDataMessage> _messages;
    private Task<bool>? _pending;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _length;

    private ChangeStream(LogicalReplicationConnection connection, string slot, string publication, Lsn from)
    {
        _connection = connection;
        var quoted = publication.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
        _messages = connection.StartLogicalReplication(
            new PgOutputReplicationSlot(slot), _stop.Token, new NpgsqlLogSequenceNumber(from.Value),
            [new("proto_version", "1"), new("publication_names", $"\"{quoted}\"")]).GetAsyncEnumerator(_stop.Token);
    }

    /// <summary>The last message; valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Message => _buffer.AsSpan(0, _length);

    /// <summary>
    /// How far the server has sent. Outside of a transaction everything that was committed before has been handed out, because a commit
    /// is never handed out before its begin.
    /// </summary>
    public Lsn Received => new((ulong)_connection.LastReceivedLsn);

    /// <summary>Starts to read; the server sends what was committed at this place and later.</summary>
    /// <param name="connection">Taken over.</param>
    /// <param name="slot">Its name.</param>
    /// <param name="publication">Its name.</param>
    /// <param name="from">The end of the last transaction that is not needed.</param>
    /// <param name="confirmed">What the server may forget.</param>
    public static ChangeStream Start(LogicalReplicationConnection connection, string slot, string publication, Lsn from, Lsn confirmed)
    {
        connection.SetReplicationStatus(new NpgsqlLogSequenceNumber(confirmed.Value));
        return new ChangeStream(connection, slot, publication, from);
    }

    /// <summary>Waits for the next message. False when none came in this time.</summary>
    public async ValueTask<bool> NextAsync(TimeSpan wait, CancellationToken ct)
    {
        if (_pending is null)
        {
            var next = _messages.MoveNextAsync();
            if (next.IsCompletedSuccessfully)
            {
                return await TakeAsync(next.Result).ConfigureAwait(false);
            }

            _pending = next.AsTask();
        }

        try
        {
            await _pending.WaitAsync(wait, ct).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!_pending.IsCompleted)
        {
            return false;
        }

        var more = await _pending.ConfigureAwait(false);
        _pending = null;
        return await TakeAsync(more).ConfigureAwait(false);
    }

    /// <summary>Tells the server what it may forget.</summary>
    public async Task ConfirmAsync(Lsn place, CancellationToken ct)
    {
        _connection.SetReplicationStatus(new NpgsqlLogSequenceNumber(place.Value));
        await _connection.SendStatusUpdate(ct).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            if (_pending is not null)
            {
                await _pending.ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or Npgsql.NpgsqlException or IOException)
        {
            // It was stopped, or has broken already; either way nothing more comes.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async ValueTask<bool> TakeAsync(bool more)
    {
        if (!more)
        {
            throw new Npgsql.NpgsqlException("the server has ended the replication");
        }

        var data = _messages.Current.Data;
        _length = 0;
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var read = await data.ReadAsync(_buffer.AsMemory(_length)).ConfigureAwait(false);
            if (read == 0)
            {
                return true;
            }

            _length += read;
        }
    }
}
