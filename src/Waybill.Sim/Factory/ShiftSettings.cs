namespace Waybill.Sim.Factory;

/// <summary>A shift of a plant's day.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="StartMinute">Minute of the plant's own day at which it begins, 0 to 1,439.</param>
/// <param name="EndMinute">Minute at which it ends, after its start, at most 1,440.</param>
public sealed record ShiftSettings(string Name, int StartMinute, int EndMinute)
{
    internal string Describe() => $"{Name}/{StartMinute}-{EndMinute}";
}
