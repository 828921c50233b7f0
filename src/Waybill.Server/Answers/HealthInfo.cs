namespace Waybill.Server.Answers;

/// <summary>The process answers.</summary>
/// <param name="Status">ok, or ready.</param>
public sealed record HealthInfo(string Status);
