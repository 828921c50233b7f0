namespace Waybill.Events.Live;

/// <summary>
/// Where live state and alerts are seen. Handing over the same change again changes nothing: alerts have ids, and of a truck only the
/// latest state counts. A sink that is away throws a <see cref="WaybillException"/> of the kind ServiceUnreachable; the caller keeps what
/// it has and tries again.
/// </summary>
public interface ILiveSink : IAsyncDisposable
{
    /// <param name="trucks">The state of each truck that reported since the last call, once.</param>
    /// <param name="changes">In the order in which they happened.</param>
    /// <param name="cancellation">Stops waiting for the sink.</param>
    Task PublishAsync(IReadOnlyList<TruckState> trucks, IReadOnlyList<AlertChange> changes, CancellationToken cancellation);
}
