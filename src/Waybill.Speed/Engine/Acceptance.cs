namespace Waybill.Speed.Engine;

/// <summary>What became of a reading.</summary>
public enum Acceptance : byte
{
    /// <summary>The rules saw it.</summary>
    Used,

    /// <summary>The truck already reported for that moment of the segment.</summary>
    Duplicate,

    /// <summary>It is older than the lateness allows.</summary>
    Late,
}
