using System.Text.Json;
using Waybill.Cli.Output;
using Waybill.Events.Values;
using Waybill.Pipeline.Runs;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Up;

/// <summary>What goes on, a line each: for people, or a JSON object with its <c>event</c>. For any number of threads.</summary>
internal sealed class UpLines(TextWriter output, bool json)
{
    private readonly Lock _lock = new();

    /// <summary>Everything is there.</summary>
    public void Ready(string root, string address, string scenario, ulong seed, string time, double speed, bool isPaused)
    {
        if (json)
        {
            Write(new { Event = "ready", Url = address, Workspace = root, Scenario = scenario, Seed = seed, Time = time, Speed = speed, Paused = isPaused });
            return;
        }

        Write($"""
            The world '{scenario}' of seed {seed} goes on at {time}{(isPaused ? ", paused" : "")}, {speed:0.###} seconds in a second.
              {address}    Ctrl-C stops it; 'waybill up' goes on where it was

            """);
    }

    /// <summary>A drop landed.</summary>
    public void Drop(Instant time)
    {
        if (json)
        {
            Write(new { Event = "drop", Time = LiveWords.Time(time) });
        }
    }

    /// <summary>A run came to its end.</summary>
    public void Run(RunRecord record)
    {
        if (json)
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
        if (json)
        {
            Write(new { Event = "run_failed", Error = error.Message });
            return;
        }

        Write($"no run    {error.Message}");
    }

    /// <summary>A whole day was compared with the truth.</summary>
    public void Verified(Verification verification)
    {
        var passed = verification.Checks.Count(c => c.Pass);
        if (json)
        {
            Write(new { Event = "verified", verification.Pass, Checks = verification.Checks.Count, Passed = passed });
            return;
        }

        Write(verification.Pass
            ? $"verified  all {Texts.Count(passed)} checks against the truth passed"
            : $"verified  {Texts.Count(verification.Checks.Count - passed)} of {Texts.Count(verification.Checks.Count)} checks FAILED: see reports/verify.html");
    }

    /// <summary>It ended where the next one goes on.</summary>
    public void Stopped(string time)
    {
        if (json)
        {
            Write(new { Event = "stopped", Time = time });
            return;
        }

        Write($"Stopped at {time}.");
    }

    private void Write(object line) => Write(JsonSerializer.Serialize(line, JsonOutput.Lines));

    private void Write(string line)
    {
        lock (_lock)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
