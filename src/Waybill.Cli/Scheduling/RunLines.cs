using System.Text.Json;
using Waybill.Cli.Output;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Scheduling;

/// <summary>What scheduled runs do, a line each: for people, or a JSON object with its <c>event</c>. For any number of threads.</summary>
internal class RunLines(TextWriter output, bool json)
{
    private readonly Lock _lock = new();

    protected bool IsJson => json;

    /// <summary>A run came to its end.</summary>
    public void Run(RunRecord record)
    {
        if (IsJson)
        {
            Write(new { Event = "run", Run = record.RunId, record.Clock, record.Succeeded, Rows = record.Steps.Sum(s => s.RowsAdded), record.Seconds });
            return;
        }

        var failed = record.Steps.Where(s => s.Action is StepAction.Failed).Select(s => s.Model).ToList();
        Write($"run       {record.Clock}  {Texts.Count(record.RowsIn("bronze"))} rows came in, {Texts.Count(record.RowsIn("gold"))} rows of gold, "
            + $"{Texts.Seconds(record.Seconds)} s" + (record.Succeeded ? "" : $"; NOT COMPLETE: {(failed.Count > 0 ? string.Join(", ", failed) : record.Error)}"));
    }

    /// <summary>There was no run, or it broke.</summary>
    public void NoRun(Exception error)
    {
        if (IsJson)
        {
            Write(new { Event = "run_failed", Error = error.Message });
            return;
        }

        Write($"no run    {error.Message}");
    }

    protected void Write(object line) => Write(JsonSerializer.Serialize(line, JsonOutput.Lines));

    protected void Write(string line)
    {
        lock (_lock)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
