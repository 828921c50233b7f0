namespace Waybill.Lake;

/// <summary>Time and identity of one commit; both come from the caller, so the same work gives the same bytes.</summary>
/// <param name="TimestampMs">Milliseconds since 1970-01-01 UTC. A table's time only moves forward: the later of this and one more than its last change is used.</param>
/// <param name="IdSeed">Text that is different for every commit of a table, for instance the run's id; snapshot ids and file names are hashes of it.</param>
public sealed record CommitStamp(long TimestampMs, string IdSeed)
{
    /// <summary>Extra entries of the snapshot's summary, for instance "waybill.run-id".</summary>
    public IReadOnlyDictionary<string, string> Summary { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
