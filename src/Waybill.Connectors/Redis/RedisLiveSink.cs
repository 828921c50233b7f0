using System.Runtime.InteropServices;
using Waybill.Events;
using Waybill.Events.Live;

namespace Waybill.Connectors.Redis;

/// <summary>
/// Live state in Redis 5 or newer. All of a call goes out in a few pipelines. Alerts have a connection of their own: somebody waits for them, and
/// trucks are many.
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

    private readonly RedisOptions _options;
    private readonly RedisLine _alerts;
    private readonly RedisLine _trucks;

    /// <summary>Nothing is connected before the first call.</summary>
    public RedisLiveSink(RedisAddress address, RedisOptions options)
        : this(address, options, Environment.GetEnvironmentVariable(RedisAddress.PasswordVariable))
    {
    }

    internal RedisLiveSink(RedisAddress address, RedisOptions options, string? password)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _alerts = new RedisLine(address, password, options.Patience, AlertScript.Text);
        _trucks = new RedisLine(address, password, options.Patience, script: null);
    }

    /// <summary>Connects, so that a wrong address or password is told before any work is done.</summary>
    /// <exception cref="WaybillException">ServiceUnreachable: no server answers. Usage: it refuses the password.</exception>
    public Task ConnectAsync(CancellationToken cancellation) => _alerts.ConnectAsync(cancellation);

    public async Task PublishAsync(IReadOnlyList<TruckState> trucks, IReadOnlyList<AlertChange> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trucks);
        ArgumentNullException.ThrowIfNull(changes);
        foreach (var some in changes.Chunk(ChangesAtOnce))
        {
            await _alerts.SendAsync((commands, script) =>
            {
                foreach (ref readonly var change in some.AsSpan())
                {
                    AlertScript.Call(commands, script, change, _options);
                }
            }, cancellation).ConfigureAwait(false);
        }

        for (var from = 0; from < trucks.Count; from += TrucksAtOnce)
        {
            var first = from;
            await _trucks.SendAsync((commands, _) => Write(commands, Some(trucks, first)), cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _alerts.DisposeAsync().ConfigureAwait(false);
        await _trucks.DisposeAsync().ConfigureAwait(false);
    }

    private static void Write(RespWriter commands, ReadOnlySpan<TruckState> trucks)
    {
        foreach (ref readonly var truck in trucks)
        {
            TruckCommands.Hash(commands, truck);
        }

        TruckCommands.Place(commands, trucks);
        TruckCommands.Hear(commands, trucks);
    }

    // Copies of a thousand states each would be large objects, four times a second for every partition.
    private static ReadOnlySpan<TruckState> Some(IReadOnlyList<TruckState> trucks, int from)
    {
        var all = trucks is List<TruckState> list ? CollectionsMarshal.AsSpan(list) : trucks.ToArray();
        return all.Slice(from, Math.Min(TrucksAtOnce, all.Length - from));
    }
}
