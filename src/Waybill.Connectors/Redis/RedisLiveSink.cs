using Waybill.Events;
using Waybill.Events.Live;

namespace Waybill.Connectors.Redis;

/// <summary>
/// Live state in Redis 5 or newer. All of a call goes out in a few pipelines; the connection is made anew when it was lost. Alerts go before
/// trucks, because somebody waits for them.
/// <code>
/// waybill:truck:&lt;id&gt;       hash    the latest reading, open_alerts
/// waybill:trucks:geo       geo     where each truck is
/// waybill:trucks:seen      zset    when each truck was heard last, seconds since 1970
/// waybill:alert:&lt;id&gt;       hash    the alert after its last change; expires when it is over
/// waybill:alert:&lt;id&gt;:said  set     marks of the changes that were published
/// waybill:alerts:open      zset    open alerts by the second in which they opened
/// waybill:alerts           stream  the changes; limited, expires; and the channel on which each is published as JSON
/// </code>
/// The script touches keys of several slots: one server, or one with replicas, not a cluster.
/// </summary>
public sealed class RedisLiveSink : ILiveSink
{
    // Enough that a round trip costs little beside the commands, and that neither side holds megabytes.
    private const int TrucksAtOnce = 1_000;
    private const int ChangesAtOnce = 500;

    private readonly RedisAddress _address;
    private readonly RedisOptions _options;
    private readonly string? _password;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly RespWriter _commands = new();
    private RedisConnection? _connection;
    private string _script = "";

    /// <summary>Nothing is connected before the first call.</summary>
    public RedisLiveSink(RedisAddress address, RedisOptions options)
        : this(address, options, Environment.GetEnvironmentVariable(RedisAddress.PasswordVariable))
    {
    }

    internal RedisLiveSink(RedisAddress address, RedisOptions options, string? password)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        (_address, _options, _password) = (address, options, password);
    }

    /// <summary>Connects, so that a wrong address or password is told before any work is done.</summary>
    /// <exception cref="WaybillException">ServiceUnreachable: no server answers. Usage: it refuses the password.</exception>
    public Task ConnectAsync(CancellationToken cancellation) => UseAsync(_ => Task.CompletedTask, cancellation);

    public Task PublishAsync(IReadOnlyList<TruckState> trucks, IReadOnlyList<AlertChange> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trucks);
        ArgumentNullException.ThrowIfNull(changes);
        return trucks.Count == 0 && changes.Count == 0
            ? Task.CompletedTask
            : UseAsync(limit => PublishWithinAsync(trucks, changes, limit), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }

        _gate.Dispose();
    }

    private async Task PublishWithinAsync(IReadOnlyList<TruckState> trucks, IReadOnlyList<AlertChange> changes, CancellationTokenSource limit)
    {
        for (var from = 0; from < changes.Count; from += ChangesAtOnce)
        {
            _commands.Clear();
            for (var i = from; i < Math.Min(changes.Count, from + ChangesAtOnce); i++)
            {
                AlertScript.Call(_commands, _script, changes[i], _options);
            }

            await SendAsync(limit).ConfigureAwait(false);
        }

        for (var from = 0; from < trucks.Count; from += TrucksAtOnce)
        {
            TruckState[] some = [.. trucks.Skip(from).Take(TrucksAtOnce)];
            _commands.Clear();
            foreach (ref readonly var truck in some.AsSpan())
            {
                TruckCommands.Hash(_commands, truck);
            }

            TruckCommands.Place(_commands, some);
            TruckCommands.Hear(_commands, some);
            await SendAsync(limit).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationTokenSource limit)
    {
        limit.CancelAfter(_options.Patience);
        foreach (var reply in await _connection!.ExecuteAsync(_commands, limit.Token).ConfigureAwait(false)) // connected by the caller
        {
            if (reply.IsError)
            {
                throw _connection.Judge(reply.Text!); // an error has a text
            }
        }
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
                throw RedisConnection.Explain(e, _address);
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
        var connection = await RedisConnection.OpenAsync(_address, _password, _options.Patience, cancellation).ConfigureAwait(false);
        try
        {
            limit.CancelAfter(_options.Patience);
            var load = new RespWriter();
            load.Begin(3);
            load.Add("SCRIPT"u8);
            load.Add("LOAD"u8);
            load.Add(AlertScript.Text);
            var reply = (await connection.ExecuteAsync(load, limit.Token).ConfigureAwait(false))[0];
            _script = reply.IsError ? throw connection.Judge(reply.Text!) : reply.Text ?? "";
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
