using Waybill.Events.Live;

namespace Waybill.Speed.Engine;

/// <summary>An alert as it was last said to the world.</summary>
internal struct Said
{
    public const long StillOpen = long.MinValue;

    public Run Run;
    public long ClosedAt;
    public AlertEnd End;

    /// <summary>Time of the reading at which it was last said.</summary>
    public long SaidAt;

    public static Said Open(in Run run, long at) => new() { Run = run, ClosedAt = StillOpen, End = AlertEnd.Open, SaidAt = at };

    public void Close(long at, AlertEnd end) => (ClosedAt, End) = (at, end);

    /// <summary>The same rule and the same first bad reading: the same alert.</summary>
    public readonly bool IsSame(in Said other) => Run.Rule == other.Run.Rule && Run.StartedAt == other.Run.StartedAt;

    /// <summary>All but the figures that grow with each bad reading.</summary>
    public readonly bool HasSameShape(in Said other) =>
        ClosedAt == other.ClosedAt && End == other.End && Run.OpenedAt == other.Run.OpenedAt && Run.Opening == other.Run.Opening
        && Run.BreachIn == other.Run.BreachIn && Run.Context == other.Run.Context;

    public readonly bool HasSameFigures(in Said other) => Run.Bad == other.Run.Bad && Run.Peak == other.Run.Peak;
}
