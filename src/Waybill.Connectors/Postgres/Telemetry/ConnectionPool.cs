using System.Collections.Concurrent;
using Npgsql;
using Waybill.Events;

namespace Waybill.Connectors.Postgres.Telemetry;

/// <summary>A few connections that are kept open; one that saw an error is closed, and whoever is next opens another.</summary>
internal sealed class ConnectionPool(PostgresDatabase database, int size) : IAsyncDisposable
{
    private readonly ConcurrentBag<NpgsqlConnection> _idle = [];
    private readonly SemaphoreSlim _free = new(size);

    /// <exception cref="WaybillException">What the server, or the way to it, reports.</exception>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> action, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var connection = _idle.TryTake(out var kept) ? kept : await database.ConnectAsync(cancellation).ConfigureAwait(false);
            try
            {
                var result = await action(connection).ConfigureAwait(false);
                _idle.Add(connection);
                return result;
            }
            catch (Exception e)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                if (PostgresErrors.Covers(e))
                {
                    throw PostgresErrors.Explain(e, database.Server);
                }

                throw;
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        _free.Dispose();
    }
}
