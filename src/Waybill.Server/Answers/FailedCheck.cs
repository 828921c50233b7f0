namespace Waybill.Server.Answers;

/// <summary>A check that found rows.</summary>
/// <param name="Name">The check.</param>
/// <param name="Severity">error or warn.</param>
/// <param name="Rows">How many rows broke it.</param>
/// <param name="Sample">The first of them, as text.</param>
public sealed record FailedCheck(string Name, string Severity, long Rows, string Sample);
