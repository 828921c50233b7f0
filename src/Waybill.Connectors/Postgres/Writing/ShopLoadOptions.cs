namespace Waybill.Connectors.Postgres.Writing;

/// <summary>How the shop goes into PostgreSQL.</summary>
public sealed record ShopLoadOptions
{
    /// <summary>What tells this world from any other: seed, scale, scenario, first day.</summary>
    public required string World { get; init; }

    /// <summary>First day of the world, in days since 1970-01-01.</summary>
    public required int FirstDay { get; init; }

    /// <summary>The day with which this run begins, in days since 1970-01-01; the database must have all days before it.</summary>
    public required int NextDay { get; init; }

    /// <summary>Cells of this run.</summary>
    public required IReadOnlyList<int> Cells { get; init; }

    /// <summary>Connections that write at the same time.</summary>
    public int Connections { get; init; } = 2;

    /// <summary>Changes after which a backfill commits; a cell's day is never divided.</summary>
    public int ChangesPerCommit { get; init; } = 50_000;

    /// <summary>World seconds that pass in one second when transactions are written one by one; null is as fast as it goes.</summary>
    public double? Speed { get; init; }

    /// <summary>Called at every tenth of a day that is written transaction by transaction, one call at a time but on changing threads.</summary>
    public Action<LiveProgress>? Progress { get; init; }

    /// <summary>How long a server that went away is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Measures time and waits.</summary>
    public required TimeProvider Clock { get; init; }

    public CancellationToken Cancel { get; init; }
}
