namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Ends an attempt at a load that can succeed with one concession more.</summary>
internal sealed class LoadRetryException(string message, Func<LoadConcessions, LoadConcessions> concede, Exception? cause = null)
    : Exception(message, cause)
{
    public LoadConcessions Concede(LoadConcessions before) => concede(before);

    public static LoadRetryException WithoutKey(string table, Exception cause) =>
        new($"The key of {table} does not hold.", c => c with { WithoutKey = [.. c.WithoutKey, table] }, cause);

    public static LoadRetryException Whole(string table, Exception? cause = null) =>
        new($"Somebody changed {table}.", c => c with { Whole = [.. c.Whole, table] }, cause);

    public static LoadRetryException KeysLast(Exception cause) => new("A foreign key does not hold.", c => c with { KeysLast = true }, cause);
}
