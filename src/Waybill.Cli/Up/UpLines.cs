using Waybill.Cli.Output;
using Waybill.Cli.Scheduling;
using Waybill.Events.Values;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Up;

/// <summary>What goes on where everything runs together.</summary>
internal sealed class UpLines(TextWriter output, bool json) : RunLines(output, json)
{
    /// <summary>Everything is there.</summary>
    public void Ready(string root, string address, string scenario, ulong seed, string time, double speed, bool isPaused)
    {
        if (IsJson)
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
        if (IsJson)
        {
            Write(new { Event = "drop", Time = LiveWords.Time(time) });
        }
    }

    /// <summary>A whole day was compared with the truth.</summary>
    public void Verified(Verification verification)
    {
        var passed = verification.Checks.Count(c => c.Pass);
        if (IsJson)
        {
            Write(new { Event = "verified", verification.Pass, Checks = verification.Checks.Count, Passed = passed });
            return;
        }

        Write(verification.Pass
            ? $"verified  all {Texts.Count(passed)} checks against the truth passed"
            : $"verified  {Texts.Count(verification.Checks.Count - passed)} of {Texts.Count(verification.Checks.Count)} checks FAILED: see reports/verify.html");
    }

    /// <summary>The world was paused because there is little room left.</summary>
    public void DiskIsFull(long free)
    {
        if (IsJson)
        {
            Write(new { Event = "disk_full", Free = free });
            return;
        }

        Write($"paused    only {Texts.Bytes(free)} are left on the disk: make room, then let the world go on");
    }

    /// <summary>It ended where the next one goes on.</summary>
    public void Stopped(string time)
    {
        if (IsJson)
        {
            Write(new { Event = "stopped", Time = time });
            return;
        }

        Write($"Stopped at {time}.");
    }
}
