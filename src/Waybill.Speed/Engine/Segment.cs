using System.Globalization;
using Waybill.Events.Live;
using Waybill.Events.Values;
using Waybill.Speed.Rules;

namespace Waybill.Speed.Engine;

/// <summary>
/// A trip of a truck, or a day of it without trips: its last readings, where the rules stand now, and where they stood at two points
/// before. A reading that comes late is put where it belongs, and the rules go again from the nearest point before it.
/// <code>
///   readings kept:  |── trend's window ──|────────── lateness or more ──────────|
///                                      first                second             now
/// </code>
/// The first point is older than the lateness, so nothing can come before it. When the second is too, it becomes the first.
/// </summary>
internal sealed class Segment
{
    private const int Clean = int.MaxValue;

    private List<Said>? _said;

    public Segment(string? tripId, int day, bool withExtras)
    {
        TripId = tripId;
        Day = day;
        Ring = new SampleRing(withExtras);
        First = Second = Now = RuleState.Empty;
    }

    public RuleState First;
    public RuleState Second;
    public RuleState Now;

    public string? TripId { get; }

    /// <summary>Days since 1970 of all readings; only meant where there is no trip.</summary>
    public int Day { get; }

    public SampleRing Ring { get; }

    /// <summary>The greatest time so far.</summary>
    public long LastAt { get; private set; } = long.MinValue;

    /// <summary>The greatest reception so far.</summary>
    public long LastReceived { get; set; } = long.MinValue;

    /// <summary>Cargo and road of the reading that was received last.</summary>
    public int LastContext { get; set; }

    /// <summary>True when the reading that was received last had switched the engine off.</summary>
    public bool MayBeSilent { get; set; }

    /// <summary>True while an alert is open because nothing came after the last reception.</summary>
    public bool SilenceIsSaid { get; set; }

    /// <summary>True when it waits to be settled.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>The first kept reading that the rules have not seen in its place.</summary>
    public int DirtyFrom { get; private set; } = Clean;

    /// <summary>The alerts that a reading may still change.</summary>
    public List<Said> Said => _said ??= [];

    public bool HasSaid => _said is { Count: > 0 };

    /// <summary>Trip, or date.</summary>
    public string Name => TripId ?? Instant.FromDay(Day).ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public bool Is(string? tripId, int day) =>
        tripId is null ? TripId is null && Day == day : ReferenceEquals(tripId, TripId) || tripId == TripId;

    public void Append(in Sample sample, in SampleExtras extras)
    {
        Ring.Append(sample, extras);
        LastAt = sample.At;
    }

    public void MarkDirty(int from)
    {
        DirtyFrom = Math.Min(DirtyFrom, from);
        IsDirty = true;
    }

    public void MarkClean()
    {
        DirtyFrom = Clean;
        IsDirty = false;
    }

    /// <summary>Moves the points on when the second is older than anything that can still come, and gives up what lies before.</summary>
    public void Promote()
    {
        First.CopyFrom(Second);
        Second.CopyFrom(Now);
        int dropped = First.TrendFrom;
        if (dropped > 0)
        {
            Ring.Drop(dropped);
            First.Forget(dropped);
            Second.Forget(dropped);
            Now.Forget(dropped);
        }

        if (_said is not null)
        {
            long final = First.LastAt;
            _said.RemoveAll(s => s.End == AlertEnd.Cleared && s.ClosedAt <= final);
        }
    }

    /// <summary>Puts the readings of a snapshot back.</summary>
    public void Restore(Sample[] samples, SampleExtras[] extras)
    {
        Ring.Restore(samples, extras);
        LastAt = Ring.Last.At;
    }
}
