namespace Waybill.Events.Live;

/// <summary>Keeps every message for ever, each once, however often it is handed over: topic, partition and offset are its key.</summary>
public interface IReadingArchive : IAsyncDisposable
{
    /// <summary>When it returns, the messages are durable. All of one partition, offsets ascending.</summary>
    /// <exception cref="WaybillException">ServiceUnreachable: nothing is lost when the same is handed over again.</exception>
    Task KeepAsync(IReadOnlyList<RawReading> messages, CancellationToken cancellation);
}
