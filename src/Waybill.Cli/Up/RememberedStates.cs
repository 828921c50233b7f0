using Waybill.Events.Live;

namespace Waybill.Cli.Up;

/// <summary>
/// Keeps what people see beside the state of the rules. It is written first, so it is never older than the state: what the rules say again
/// after a crash leaves it as it is.
/// </summary>
internal sealed class RememberedStates(IStateStore states, LiveMemory memory, string path) : IStateStore
{
    public Task<SavedState?> LoadAsync(string topic, int partition, CancellationToken cancellation)
    {
        if (StateFile.Read<LiveMemoryState>(path) is { } kept)
        {
            memory.Restore(kept);
        }

        return states.LoadAsync(topic, partition, cancellation);
    }

    public Task SaveAsync(string topic, int partition, SavedState state, CancellationToken cancellation)
    {
        StateFile.Write(path, memory.Keep());
        return states.SaveAsync(topic, partition, state, cancellation);
    }

    public ValueTask DisposeAsync() => states.DisposeAsync();
}
