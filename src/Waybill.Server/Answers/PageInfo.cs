namespace Waybill.Server.Answers;

/// <summary>A page of the dashboard.</summary>
/// <param name="Name">overview, orders, commerce, factory, fleet, trust or pipeline.</param>
/// <param name="Available">At least one of its panels can be answered from this lake.</param>
/// <param name="Hint">What to do when it is not available; null otherwise.</param>
public sealed record PageInfo(string Name, bool Available, string? Hint);
