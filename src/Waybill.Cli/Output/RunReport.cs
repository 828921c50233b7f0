using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Output;

/// <summary>A run as a table: one line a model.</summary>
internal static class RunReport
{
    public static void Write(RunRecord record)
    {
        var table = new TableView("model", "what was done", "changed>", "rows added>", "removed>", "quarantined>", "seconds>", "rows/s>");
        foreach (var step in record.Steps)
        {
            var rows = step.RowsAdded + step.RowsRemoved;
            table.Add(
                step.Model, Describe(step),
                step.Changed < 0 ? "all" : Texts.Count(step.Changed),
                Texts.Count(step.RowsAdded), Texts.Count(step.RowsRemoved), Texts.Count(step.Quarantined),
                Texts.Seconds(step.Seconds), Texts.Rate(rows, step.Seconds));
        }

        table.Write($"Run {record.RunId}, clock {record.Clock}, {Texts.Seconds(record.Seconds)} s"
            + (record.Succeeded ? "" : ": NOT COMPLETE"));
        foreach (var step in record.Steps)
        {
            WriteChecks(step);
            foreach (var note in step.Notes)
            {
                Console.WriteLine($"  {(note.IsProblem ? "NOT TAKEN IN" : "note")}: {note.File}: {note.Message}");
            }
        }

        if (record.Error is not null)
        {
            Console.WriteLine($"  stopped by: {record.Error}");
        }
    }

    /// <summary>The checks of a model that found rows.</summary>
    public static void WriteChecks(StepResult step)
    {
        foreach (var check in step.FailedChecks)
        {
            Console.WriteLine($"  {check.Severity.ToString().ToLowerInvariant()}: {step.Model}: {check.Name} found "
                + $"{Texts.Count(check.Rows)} rows, first: {check.Sample}");
        }
    }

    private static string Describe(StepResult step) => step.Action switch
    {
        StepAction.UpToDate => "up to date",
        StepAction.Ingested => $"ingested {Texts.Bytes(step.Bytes)}",
        StepAction.Incremental => "changed keys",
        StepAction.Full => "built whole",
        StepAction.Failed => "FAILED a check",
        _ => "skipped: an input failed",
    };
}
