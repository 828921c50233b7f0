using Waybill.Events.Shop;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>
/// Which kinds of transactions each connection does first. The server keeps plans, rules and what it knows of tables for each connection
/// by itself; with dozens of them, each doing everything, that is far more than the processor's caches hold. A shop's services have
/// connections of their own for the same reason.
/// </summary>
internal sealed class LiveHomes
{
    private static readonly int Kinds = Enum.GetValues<ShopTransactionKind>().Length;

    private readonly int[][] _kinds;

    /// <param name="transactions">Of a day: a kind gets connections by what it has to write.</param>
    /// <param name="workers">How many connections there are.</param>
    public LiveHomes(IReadOnlyList<LiveTransaction> transactions, int workers)
    {
        // The space before each kind's transactions when all lie side by side, and behind the last.
        var before = new long[Kinds + 1];
        foreach (var transaction in transactions)
        {
            before[(int)transaction.Kind + 1] += transaction.Changes + 1;
        }

        for (var kind = 1; kind < before.Length; kind++)
        {
            before[kind] += before[kind - 1];
        }

        var total = before[^1];
        _kinds = [.. Enumerable.Range(0, workers).Select(worker => Enumerable.Range(0, Kinds)
            .Where(kind => before[kind] * workers < total * (worker + 1) && before[kind + 1] * workers > total * worker).ToArray())];
    }

    /// <summary>The kinds of a worker, at least one.</summary>
    public IReadOnlyList<int> Of(int worker) => _kinds[worker];
}
