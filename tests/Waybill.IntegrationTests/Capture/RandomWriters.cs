using System.Globalization;
using Npgsql;
using Waybill.Events.Hashing;

namespace Waybill.IntegrationTests.Capture;

/// <summary>Connections that insert, update and delete rows at random, alone and together, until they are stopped.</summary>
internal sealed class RandomWriters : IAsyncDisposable
{
    /// <summary>What they write, and its keys.</summary>
    public static readonly IReadOnlyList<(string Table, string[] Key)> Tables =
        [("carriers", ["carrier_id"]), ("suppliers", ["supplier_id"]), ("customers", ["customer_id"]), ("wishlist", ["customer_id", "product_id"]), ("products", ["product_id"])];

    private const int Shared = 40;

    private readonly CancellationTokenSource _stop = new();
    private readonly ShopDatabase _shop;
    private readonly ulong _seed;
    private Task[] _running = [];
    private int _committed;
    private int _failed;

    private RandomWriters(ShopDatabase shop, ulong seed)
    {
        _shop = shop;
        _seed = seed;
    }

    /// <summary>Whether no row gets another key.</summary>
    private bool KeysStay { get; init; }

    /// <summary>Transactions that were committed for certain.</summary>
    public int Committed => Volatile.Read(ref _committed);

    public static async Task<RandomWriters> StartAsync(ShopDatabase shop, int connections, ulong seed, bool keysStay = false)
    {
        await shop.ExecuteAsync($"""
            insert into shop.customers (customer_id, full_name, email, channel_id, tier_id, tier_since, registered_at)
                select n, 'customer ' || n, n || '@example.com', 1, 1, '2026-01-01', '2026-01-01' from generate_series(1, {Shared}) n;
            insert into shop.products (product_id, sku, name, description, category_id, supplier_id, weight_grams, launched_at)
                select n, 'sku ' || n, 'product ' || n, repeat('long ' || n, 2000), 1, 1, 100, '2026-01-01' from generate_series(1, {Shared}) n
            """);
        var writers = new RandomWriters(shop, seed) { KeysStay = keysStay };
        writers._running = [.. Enumerable.Range(0, connections).Select(i => Task.Run(() => writers.WriteAsync(i)))];
        return writers;
    }

    /// <summary>Waits until so many more transactions are committed.</summary>
    public async Task WaitAsync(int transactions)
    {
        for (var until = Committed + transactions; Committed < until && _running.Any(r => !r.IsCompleted);)
        {
            await Task.Delay(10);
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync(int writer)
    {
        var draws = 0UL;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _shop.ConnectAsync();
                while (!_stop.IsCancellationRequested)
                {
                    await using var command = new NpgsqlCommand(Transaction(writer, ref draws), connection);
                    await command.ExecuteNonQueryAsync();
                    Interlocked.Increment(ref _committed);
                }
            }
            catch (Exception e) when (e is PostgresException { SqlState: not "42601" } or NpgsqlException { InnerException: not null } or TimeoutException or IOException)
            {
                // Deadlocks, keys that are taken, a server that is down: another transaction comes.
                Interlocked.Increment(ref _failed);
                await Task.Delay(20);
            }
        }
    }

    private string Transaction(int writer, ref ulong draws)
    {
        var statements = new List<string>();
        for (var n = 1 + Draw(writer, ref draws, 4); n > 0; n--)
        {
            statements.Add(Statement(writer, ref draws));
        }

        return $"begin; {string.Join("; ", statements)}; {(Draw(writer, ref draws, 10) == 0 ? "rollback" : "commit")}";
    }

    private string Statement(int writer, ref ulong draws)
    {
        var id = 1 + Draw(writer, ref draws, Shared);
        var other = 1 + Draw(writer, ref draws, Shared);
        var own = (100_000 * (writer + 1)) + Draw(writer, ref draws, 60);
        return Draw(writer, ref draws, 9) switch
        {
            0 => $"insert into shop.carriers (carrier_id, name) values ({own}, 'carrier {own}') on conflict (carrier_id) do update set is_active = not carriers.is_active",
            1 => $"delete from shop.carriers where carrier_id = {own}",
            2 when !KeysStay => $"update shop.carriers set carrier_id = carrier_id + 1000000 where carrier_id = {own} and not exists (select from shop.carriers c where c.carrier_id = {own} + 1000000)",
            3 => $"update shop.customers set phone = '{draws}', segment = case when segment is null then 'b2b' end where customer_id = {id}",
            4 => $"insert into shop.wishlist (customer_id, product_id, added_at) values ({id}, {other}, '2026-01-01') on conflict do nothing",
            5 => $"delete from shop.wishlist where customer_id = {id} and product_id = {other}",
            6 => $"update shop.products set weight_grams = weight_grams + 1 where product_id = {id}",
            7 => $"savepoint s; update shop.products set name = 'name {draws}' where product_id = {id}; rollback to s; insert into shop.suppliers (supplier_id, name, country_code, lead_days_mean) values ({own}, 'supplier {own}', 'DE', {id}.5) on conflict do nothing",
            _ => $"update shop.products set description = description || '{draws}' where product_id = {id} and product_id % 7 = 0; delete from shop.suppliers where supplier_id = {own}",
        };
    }

    private int Draw(int writer, ref ulong draws, int below) =>
        (int)(XxHash64.Hash(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_seed} {writer} {++draws}"))) % (ulong)below);
}
