using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Waybill.Events;

namespace Waybill.Connectors.Redis;

/// <summary>A connection over which many commands go at once and their answers come back in order. One caller at a time.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private const string CheckAddress = "Start the server, or check host and port.";

    private readonly RedisAddress _address;
    private readonly Stream _stream;
    private readonly RespReader _reader;

    private RedisConnection(RedisAddress address, Stream stream)
    {
        _address = address;
        _stream = stream;
        _reader = new RespReader(stream);
    }

    /// <param name="address">Where the server is.</param>
    /// <param name="password">Null or empty for none.</param>
    /// <param name="patience">How long connecting may take.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="WaybillException">ServiceUnreachable: no server answers. Usage: it refuses the password, or TLS fails.</exception>
    public static async Task<RedisConnection> OpenAsync(RedisAddress address, string? password, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            var connection = new RedisConnection(address, await ConnectAsync(address, limit.Token).ConfigureAwait(false));
            try
            {
                await connection.GreetAsync(password, limit.Token).ConfigureAwait(false);
                return connection;
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception e) when (Covers(e) && !cancellation.IsCancellationRequested)
        {
            throw Explain(e, address);
        }
    }

    /// <summary>Whether an exception comes from the way to the server.</summary>
    public static bool Covers(Exception error) =>
        error is IOException or SocketException or AuthenticationException or InvalidDataException or OperationCanceledException;

    /// <param name="error">One that <see cref="Covers"/>.</param>
    /// <param name="address">Where it happened.</param>
    public static WaybillException Explain(Exception error, RedisAddress address) => error switch
    {
        AuthenticationException => new WaybillException(WaybillErrorKind.Usage, $"TLS with Redis at {address} fails: {error.Message}",
            "Check that the server speaks TLS (rediss://) and that its certificate is valid for its name.", error),
        OperationCanceledException => new WaybillException(WaybillErrorKind.ServiceUnreachable, $"Redis at {address} does not answer in time.", CheckAddress, error),
        _ => new WaybillException(WaybillErrorKind.ServiceUnreachable, $"Redis at {address} does not answer: {error.Message}", CheckAddress, error),
    };

    /// <summary>Sends the commands and reads an answer for each; the answers of errors are returned like the others.</summary>
    public async Task<IReadOnlyList<RedisReply>> ExecuteAsync(RespWriter commands, CancellationToken cancellation)
    {
        // Both at once: a server whose answers nobody takes stops taking commands.
        var sending = _stream.WriteAsync(commands.Written, cancellation).AsTask();
        var replies = new List<RedisReply>(commands.Commands);
        while (replies.Count < commands.Commands)
        {
            replies.Add(await _reader.ReadAsync(cancellation).ConfigureAwait(false));
        }

        await sending.ConfigureAwait(false);
        return replies;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>What an error of the server means.</summary>
    public WaybillException Judge(string error)
    {
        var code = error.Split(' ')[0];
        return code switch
        {
            "NOAUTH" or "WRONGPASS" => new WaybillException(WaybillErrorKind.Usage, $"Redis at {_address} refuses the password: {error}",
                $"Set {RedisAddress.PasswordVariable} to the password of {(_address.User.Length > 0 ? _address.User : "the default user")}."),
            "NOPERM" => new WaybillException(WaybillErrorKind.Usage, $"Redis at {_address} does not let this user do that: {error}",
                "Allow it the keys and channels waybill:* and the commands HSET, GEOADD, ZADD, EVALSHA, SCRIPT and those of streams (ACL SETUSER)."),
            "WRONGTYPE" => new WaybillException(WaybillErrorKind.BadInput, $"Redis at {_address} has something else under one of our keys: {error}",
                "Give Waybill a database of its own (redis://host:port/1), or remove the keys waybill:*."),
            "READONLY" => new WaybillException(WaybillErrorKind.ServiceUnreachable, $"Redis at {_address} only reads (a replica?).", "Name the server that writes."),
            _ when error.StartsWith("ERR Client sent AUTH", StringComparison.Ordinal) || error.StartsWith("ERR AUTH", StringComparison.Ordinal) =>
                new WaybillException(WaybillErrorKind.Usage, $"Redis at {_address} wants no password.", $"Take {RedisAddress.PasswordVariable} out of the environment."),
            _ when error.StartsWith("ERR DB index", StringComparison.Ordinal) =>
                new WaybillException(WaybillErrorKind.Usage, $"Redis at {_address} has no database of that number.", "Use a smaller one; most servers have 0 to 15."),
            _ => new WaybillException(WaybillErrorKind.ServiceUnreachable, $"Redis at {_address} cannot take it now: {error}",
                "It is tried again; look at the server's memory and log."),
        };
    }

    private static async Task<Stream> ConnectAsync(RedisAddress address, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellation).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var plain = new NetworkStream(socket, ownsSocket: true);
        if (!address.IsTls)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, cancellation).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task GreetAsync(string? password, CancellationToken cancellation)
    {
        var commands = new RespWriter();
        if (!string.IsNullOrEmpty(password))
        {
            commands.Begin(_address.User.Length > 0 ? 3 : 2);
            commands.Add("AUTH"u8);
            if (_address.User.Length > 0)
            {
                commands.Add(_address.User);
            }

            commands.Add(password);
        }

        commands.Begin(2);
        commands.Add("SELECT"u8);
        commands.Add(_address.Database);
        foreach (var reply in await ExecuteAsync(commands, cancellation).ConfigureAwait(false))
        {
            if (reply.IsError)
            {
                throw Judge(reply.Text!); // an error has a text
            }
        }
    }
}
