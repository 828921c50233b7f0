using System.Globalization;
using Waybill.Events;

namespace Waybill.Connectors.Redis;

/// <summary>
/// Where a Redis server is: <c>redis://user@host:port/database</c>, or <c>rediss://</c> for TLS. The password comes from
/// <see cref="PasswordVariable"/>, never from the address.
/// </summary>
public sealed record RedisAddress
{
    /// <summary>Environment variable with the password.</summary>
    public const string PasswordVariable = "WAYBILL_REDIS_PASSWORD";

    private const int DefaultPort = 6379;
    private const string Form = "Write it as redis://host:6379 (or redis://user@host:6379/0, or rediss:// for TLS).";

    private RedisAddress(string host, int port, string user, int database, bool isTls) =>
        (Host, Port, User, Database, IsTls) = (host, port, user, database, isTls);

    public string Host { get; }

    public int Port { get; }

    /// <summary>Empty for the server's default user.</summary>
    public string User { get; }

    public int Database { get; }

    public bool IsTls { get; }

    /// <summary>Reads an address.</summary>
    /// <exception cref="WaybillException">Usage: it is not one, or it holds a password.</exception>
    public static RedisAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0)
        {
            throw new WaybillException(WaybillErrorKind.Usage,
                text.Contains('@', StringComparison.Ordinal) ? "That is not the address of a Redis server." : $"'{text}' is not the address of a Redis server.", Form);
        }

        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw new WaybillException(WaybillErrorKind.Usage, "The address of the Redis server holds a password.",
                $"Take it out and set {PasswordVariable}: arguments are visible to other users.");
        }

        var path = uri.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"'{path}' is not the number of a Redis database.", Form);
        }

        return new RedisAddress(uri.IdnHost, uri.Port > 0 ? uri.Port : DefaultPort, Uri.UnescapeDataString(uri.UserInfo), database, uri.Scheme == "rediss");
    }

    /// <summary>Host, port and database, for messages.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}/{Database}");
}
