using Waybill.Cli.Simulate;
using Waybill.Pipeline.Runs;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Running;

/// <summary>Everything that a demo did.</summary>
internal sealed record DemoResult(
    SimulateResult Simulated, RunRecord Run, Verification? Verification, double VerifySeconds, KpiSummary? Kpis, string Digest)
{
    /// <summary>The verification first, as <c>verify --json</c> prints it, then digest, seconds a stage, and figures.</summary>
    public object ToJson() => new
    {
        Pass = Run.Succeeded && Verification is { Pass: true },
        Checks = Verification?.Checks ?? [],
        Faults = Verification?.Faults ?? [],
        Digest,
        Seconds = new Dictionary<string, double>
        {
            ["simulate"] = Math.Round(Simulated.Seconds, 3),
            ["run"] = Run.Seconds,
            ["verify"] = VerifySeconds,
        },
        Rows = new Dictionary<string, long>
        {
            ["simulated"] = Simulated.Rows,
            ["bronze"] = Run.RowsIn("bronze"),
            ["silver"] = Run.RowsIn("silver"),
            ["gold"] = Run.RowsIn("gold"),
        },
        Kpis,
        Simulated,
        Run,
    };
}
