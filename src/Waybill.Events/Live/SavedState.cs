namespace Waybill.Events.Live;

/// <param name="NextOffset">The first offset that the state has not seen.</param>
/// <param name="Bytes">The state itself.</param>
public sealed record SavedState(long NextOffset, ReadOnlyMemory<byte> Bytes);
