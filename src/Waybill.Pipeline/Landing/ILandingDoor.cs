namespace Waybill.Pipeline.Landing;

/// <summary>The one door into bronze: what has landed for a feed and is not in the lake yet.</summary>
public interface ILandingDoor
{
    /// <summary>Looks for new files of a feed.</summary>
    /// <param name="feed">The feed's name, as in <c>landing.sales</c>.</param>
    /// <param name="heldContents">Content ids that the bronze table holds already; such a file is not new, whatever its name.</param>
    /// <param name="clockMicros">The run's clock, µs since 1970 UTC, for files whose name tells no time.</param>
    IArrival Look(string feed, IReadOnlySet<string> heldContents, long clockMicros);
}
