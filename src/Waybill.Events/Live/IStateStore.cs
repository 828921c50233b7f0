namespace Waybill.Events.Live;

/// <summary>
/// Keeps the state of the rules of a partition together with the offset that it stands at, so that whoever takes the partition over
/// goes on from there. Replaced as a whole or not at all.
/// </summary>
public interface IStateStore : IAsyncDisposable
{
    /// <summary>The state last saved, or null.</summary>
    Task<SavedState?> LoadAsync(string topic, int partition, CancellationToken cancellation);

    /// <summary>When it returns, the state is durable. One that stands at an earlier offset than what is there is refused: its sender lost the partition.</summary>
    Task SaveAsync(string topic, int partition, SavedState state, CancellationToken cancellation);
}
