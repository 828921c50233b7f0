namespace Waybill.Events.Live;

/// <summary>Keeps what was said about alerts, in the order in which it was said: their history.</summary>
public interface IAlertLog : IAsyncDisposable
{
    /// <summary>When it returns, the changes are durable. A change that is handed over again may stand twice.</summary>
    Task WriteAsync(IReadOnlyList<AlertChange> changes, CancellationToken cancellation);
}
