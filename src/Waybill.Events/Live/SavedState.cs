namespace Waybill.Events.Live;

/// <param name="NextOffset">The first offset that the state has not seen.</param>
/// <param name="Bytes">The state itself. Whoever is to save it has the memory until it is done or failed.</param>
public sealed record SavedState(long NextOffset, ReadOnlyMemory<byte> Bytes);
