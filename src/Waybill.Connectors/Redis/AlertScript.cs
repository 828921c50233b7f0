using Waybill.Connectors.Live;
using Waybill.Events.Live;

namespace Waybill.Connectors.Redis;

/// <summary>
/// Publishes a change of an alert once, all of it or nothing: the server runs a script as one step. What was said about an alert is
/// remembered beside it, so a change that is handed over again changes nothing.
/// </summary>
internal static class AlertScript
{
    public const string Stream = "waybill:alerts";
    public const string Channel = "waybill:alerts";
    public const string Open = "waybill:alerts:open";

    public const string Text = """
        if redis.call('SADD', KEYS[2], ARGV[1]) == 0 then return 0 end
        local fields = {unpack(ARGV, 8)}
        redis.call('HSET', KEYS[1], unpack(fields))
        if ARGV[6] == '1' then
            redis.call('PERSIST', KEYS[1])
            redis.call('PERSIST', KEYS[2])
            redis.call('ZADD', KEYS[4], ARGV[7], ARGV[2])
        else
            redis.call('EXPIRE', KEYS[1], ARGV[4])
            redis.call('EXPIRE', KEYS[2], ARGV[4])
            redis.call('ZREM', KEYS[4], ARGV[2])
        end
        redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[5], '*', unpack(fields))
        redis.call('EXPIRE', KEYS[3], ARGV[4])
        redis.call('PUBLISH', KEYS[3], ARGV[3])
        return 1
        """;

    private const int FixedArguments = 14;

    /// <summary>Appends the call for a change.</summary>
    /// <param name="commands">The pipeline.</param>
    /// <param name="sha">Name that the server gave the script.</param>
    /// <param name="change">The change.</param>
    /// <param name="options">How long, and how many.</param>
    public static void Call(RespWriter commands, string sha, AlertChange change, RedisOptions options)
    {
        var fields = AlertText.Fields(change);
        var id = change.Alert.AlertId;
        commands.Begin(FixedArguments + (2 * fields.Count));
        commands.Add("EVALSHA"u8);
        commands.Add(sha);
        commands.Add("4"u8);
        commands.Add($"waybill:alert:{id}");
        commands.Add($"waybill:alert:{id}:said");
        commands.Add(Stream);
        commands.Add(Open);
        commands.Add(AlertText.Mark(change));
        commands.Add(id);
        commands.Add(AlertText.Json(change));
        commands.Add((long)options.KeepAlerts.TotalSeconds);
        commands.Add(options.MaxChanges);
        commands.Add(IsOpen(change) ? "1"u8 : "0"u8);
        commands.Add(change.Alert.OpenedAt.Seconds);
        foreach (var (name, value, _) in fields)
        {
            commands.Add(name);
            commands.Add(value ?? "");
        }
    }

    private static bool IsOpen(AlertChange change) => change.Kind != AlertChangeKind.Withdrawn && change.Alert.End == AlertEnd.Open;
}
