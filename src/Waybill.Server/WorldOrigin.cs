namespace Waybill.Server;

/// <summary>The simulated world that a workspace's data come from.</summary>
/// <param name="Scenario">Its scenario.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Time">How far it has come (UTC); null before the first day.</param>
public sealed record WorldOrigin(string Scenario, ulong Seed, DateTime? Time);
