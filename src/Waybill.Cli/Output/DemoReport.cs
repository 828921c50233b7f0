using Waybill.Cli.Running;

namespace Waybill.Cli.Output;

/// <summary>The demo's report, for somebody who has never seen it.</summary>
internal static class DemoReport
{
    public static void Write(DemoResult demo, string workspace)
    {
        var world = demo.Simulated;
        Console.WriteLine($"""
            Waybill demo: a supply chain from seed {world.Seed}, broken on purpose, cleaned, and compared with the truth.
            The world stands at {Texts.Cell(world.WorldTime)} UTC (scale {world.Scale}, faults {world.Faults}). Everything is in {workspace}
            """);
        WriteStages(demo);
        foreach (var step in demo.Run.Steps.Where(s => s.FailedChecks.Count > 0))
        {
            RunReport.WriteChecks(step);
        }

        if (demo.Kpis is not null)
        {
            KpiTable.Write(demo.Kpis);
        }

        if (demo.Verification is not null)
        {
            VerificationReport.Write(demo.Verification);
        }

        Console.WriteLine($"""
            Digest {demo.Digest}: the same seed and days give the same one, on every machine, in any number of steps.

            Go on with:
              waybill sql "select status, count(*) from gold.sales group by 1"
              waybill quarantine                 what was kept out, with the original lines
              waybill lineage gold.sales         which model reads which
              waybill history gold.sales         every snapshot of a table
              waybill demo --days 1              a day later
            """);
    }

    private static void WriteStages(DemoResult demo)
    {
        var stages = new TableView("stage", "what it does", "rows>", "seconds>", "rows/s>");
        Add("simulate", "orders and carrier updates, as source systems drop them", demo.Simulated.Rows, demo.Simulated.Seconds);
        Add("bronze", "the files as they came, as Iceberg tables", demo.Run.RowsIn("bronze"), demo.Run.SecondsOf("bronze"));
        Add("silver", "typed, deduplicated, repaired; the rest in quarantine", demo.Run.RowsIn("silver"), demo.Run.SecondsOf("silver"));
        Add("gold", "snapshot, audit trail, facts and KPIs", demo.Run.RowsIn("gold"), demo.Run.SecondsOf("gold"));
        var truth = demo.Verification?.Checks.Where(c => c.Layer.StartsWith("silver.", StringComparison.Ordinal)).Sum(c => (long)c.Truth) ?? 0;
        Add("verify", "every row and figure against the truth", truth, demo.VerifySeconds);
        stages.Write("Stages");

        void Add(string stage, string what, long rows, double seconds) =>
            stages.Add(stage, what, Texts.Count(rows), Texts.Seconds(seconds), Texts.Rate(rows, seconds));
    }
}
