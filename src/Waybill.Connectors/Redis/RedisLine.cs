using Waybill.Events;

namespace Waybill.Connectors.Redis;

/// <summary>A connection that is made when it is needed and anew when it was lost; one pipeline at a time.</summary>
/// <param name="address">The server.</param>
/// <param name="password">Null without one.</param>
/// <param name="patience">How long the server may take to answer.</param>
/// <param name="script">A script that each connection loads; null for none.</param>
internal sealed class RedisLine(RedisAddress address, string? password, TimeSpan patience, string? script) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly RespWriter _commands = new();
    private RedisConnection? _connection;
    private string _loaded = "";

    /// <exception cref="WaybillException">ServiceUnreachable: no server answers. Usage: it refuses the password.</exception>
    public Task ConnectAsync(CancellationToken cancellation) => UseAsync(_ => Task.CompletedTask, cancellation);

    /// <summary>Sends commands and waits for all answers.</summary>
    /// <param name="write">Writes the commands; gets the name of the script.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="WaybillException">ServiceUnreachable: the server is away. Otherwise: it refused a command.</exception>
    public Task SendAsync(Action<RespWriter, string> write, CancellationToken cancellation) => UseAsync(async limit =>
    {
        _commands.Clear();
        write(_commands, _loaded);
        limit.CancelAfter(patience);
        foreach (var reply in await _connection!.ExecuteAsync(_commands, limit.Token).ConfigureAwait(false)) // connected by the caller
        {
            if (reply.IsError)
            {
                throw _connection.Judge(reply.Text!); // an error has a text
            }
        }
    }, cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }

        _gate.Dispose();
    }

    /// <summary>Runs with a connection, one call at a time; after an error the connection is made anew.</summary>
    private async Task UseAsync(Func<CancellationTokenSource, Task> action, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            _connection ??= await OpenAsync(limit, cancellation).ConfigureAwait(false);
            await action(limit).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (_connection is not null)
            {
                await _connection.DisposeAsync().ConfigureAwait(false);
                _connection = null;
            }

            if (RedisConnection.Covers(e) && !cancellation.IsCancellationRequested)
            {
                throw RedisConnection.Explain(e, address);
            }

            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<RedisConnection> OpenAsync(CancellationTokenSource limit, CancellationToken cancellation)
    {
        var connection = await RedisConnection.OpenAsync(address, password, patience, cancellation).ConfigureAwait(false);
        try
        {
            if (script is null)
            {
                return connection;
            }

            limit.CancelAfter(patience);
            var load = new RespWriter();
            load.Begin(3);
            load.Add("SCRIPT"u8);
            load.Add("LOAD"u8);
            load.Add(script);
            var reply = (await connection.ExecuteAsync(load, limit.Token).ConfigureAwait(false))[0];
            _loaded = reply.IsError ? throw connection.Judge(reply.Text!) : reply.Text ?? "";
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
