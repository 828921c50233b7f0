using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>A check that found rows.</summary>
/// <param name="Name">The check's name.</param>
/// <param name="Severity">Whether it stopped the model.</param>
/// <param name="Rows">How many rows broke it.</param>
/// <param name="Sample">The first of them, as text.</param>
public sealed record CheckResult(string Name, CheckSeverity Severity, long Rows, string Sample);
