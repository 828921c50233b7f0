namespace Waybill.Connectors.Capture;

/// <summary>A batch that has landed.</summary>
/// <param name="Table">The table whose rows were copied; null for changes.</param>
/// <param name="End">The end of its last transaction.</param>
/// <param name="CommittedAt">When that was committed, UTC, by the server's clock.</param>
/// <param name="Transactions">How many.</param>
/// <param name="Changes">How many lines.</param>
/// <param name="Files">How many.</param>
/// <param name="Bytes">Of all files.</param>
/// <param name="LagBytes">How much log the server has that it has not sent; null when it did not say.</param>
/// <param name="Clock">The server's clock now, UTC; null when it did not say.</param>
public sealed record LandedBatch(
    string? Table, Lsn End, DateTime CommittedAt, long Transactions, long Changes, int Files, long Bytes, long? LagBytes, DateTime? Clock)
{
    /// <summary>How old its last transaction is, in seconds; null when the server did not say.</summary>
    public double? LagSeconds => Clock is { } clock ? Math.Max(0, (clock - CommittedAt).TotalSeconds) : null;
}
