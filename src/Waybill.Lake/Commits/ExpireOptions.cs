namespace Waybill.Lake.Commits;

/// <summary>Which snapshots go; one goes when it is older than the limit and not among the last ones. The current one and those of branches and tags stay.</summary>
/// <param name="OlderThanMs">Milliseconds since 1970-01-01 UTC; snapshots made before it may go.</param>
public sealed record ExpireOptions(long OlderThanMs)
{
    /// <summary>This many of the newest snapshots stay whatever their age; at least 1.</summary>
    public int KeepLast { get; init; } = 1;

    /// <summary>Ids of snapshots that stay because somebody goes on from them; those of other tables do no harm.</summary>
    public IReadOnlySet<long> InUse { get; init; } = new HashSet<long>();

    /// <summary>Tells what would go, and changes nothing.</summary>
    public bool IsDryRun { get; init; }
}
